package dev.ember.inference.backend.trust;

/**
 * What is known of a backend under some {@link Circumstances}.
 *
 * @param contender its id
 * @param outcome of its trial
 * @param detail expected and found, or the runtime's own words; in English; may be empty
 * @param speed if trusted, else {@link Speed#UNKNOWN}
 */
public record Verdict(String contender, Outcome outcome, String detail, Speed speed) {

  /** One that is not to be used. */
  static Verdict against(String contender, Outcome outcome, String detail) {
    return new Verdict(contender, outcome, detail, Speed.UNKNOWN);
  }

  public boolean trusted() {
    return outcome == Outcome.TRUSTED;
  }

  /** False where it is to be tried again, for the window may be larger then. */
  boolean settled() {
    return outcome != Outcome.UNASKED;
  }

  /** Whether it is not to be used where there is another. */
  boolean against() {
    return settled() && !trusted();
  }
}
