package dev.ember.inference.backend.trust;

/** Tokens a second, read and written; 0 if not measured. */
public record Speed(double prefill, double decode) {
  public static final Speed UNKNOWN = new Speed(0, 0);

  /** A question with its system prompt, and an answer: the shorter protocol of the benchmark. */
  static final int PROMPT_TOKENS = 256;

  static final int ANSWER_TOKENS = 64;

  /** What rounds to 16 bits must be so much faster than what does not. */
  private static final double ROUNDING_HANDICAP = 1.25;

  /** Seconds from question to last word; infinite if a speed is not known. */
  public double exchangeSeconds() {
    return PROMPT_TOKENS / prefill + ANSWER_TOKENS / decode;
  }

  /**
   * The same as it counts where one is chosen of several.
   *
   * @param rounds as {@link Contender#rounds}
   */
  public double weighedSeconds(boolean rounds) {
    return exchangeSeconds() * (rounds ? ROUNDING_HANDICAP : 1);
  }
}
