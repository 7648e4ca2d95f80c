package dev.ember.app.library;

import dev.ember.inference.backend.trust.GoldenRun;
import dev.ember.inference.bundle.Golden;
import dev.ember.inference.bundle.GoldenTally;
import java.util.List;
import org.jspecify.annotations.Nullable;

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

  /** Of a run that is over; null where nothing was compared because nothing fitted. */
  public static @Nullable GoldenVerdict of(GoldenRun run) {
    return run.fitsNothing() ? null : of(run.tally());
  }

  /** Of a model that brings no answers of its own. */
  public static GoldenVerdict ofNothing() {
    return of(new GoldenTally(new Golden.Tolerances(0, 0, 0)));
  }

  private static GoldenVerdict of(GoldenTally tally) {
    return new GoldenVerdict(
        tally.misses(), tally.compared(), tally.worst(), tally.tolerances().backendLogit());
  }

  public boolean right() {
    return misses.isEmpty();
  }
}
