package dev.ember.app.library;

import dev.ember.inference.bundle.Golden;
import dev.ember.inference.bundle.GoldenTally;
import java.util.List;

/**
 * Whether a model gives the logits that its maker wrote down.
 *
 * @param misses what is not as it must be; empty if all is
 * @param compared how many logits were compared
 * @param worst the largest difference; infinite where a logit was no number
 * @param allowed the largest that its maker allows
 */
public record GoldenVerdict(
    List<GoldenTally.Miss> misses, int compared, float worst, float allowed) {

  public GoldenVerdict {
    misses = List.copyOf(misses);
  }

  static GoldenVerdict of(GoldenTally tally, Golden.Tolerances tolerances) {
    return new GoldenVerdict(
        tally.misses(), tally.compared(), tally.worst(), tolerances.backendLogit());
  }

  /** Of a model that brings no answers of its own. */
  public static GoldenVerdict ofNothing() {
    Golden.Tolerances none = new Golden.Tolerances(0, 0, 0);
    return of(new GoldenTally(none), none);
  }

  public boolean right() {
    return misses.isEmpty();
  }
}
