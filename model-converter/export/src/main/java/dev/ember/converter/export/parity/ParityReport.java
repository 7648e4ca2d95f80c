package dev.ember.converter.export.parity;

import dev.ember.inference.bundle.Golden;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a parity check found.
 *
 * @param limits what was asked for
 * @param positions how many positions were compared
 * @param top1Agreement share of them at which both models name the same best token
 * @param meanKl mean divergence in nats
 * @param maxLogitDifference the largest difference of any logit
 * @param maxLogitShare the largest difference as a share of its position's range of logits
 * @param golden what a device can check itself against
 */
public record ParityReport(
    ParityLimits limits,
    int positions,
    double top1Agreement,
    double meanKl,
    float maxLogitDifference,
    double maxLogitShare,
    Golden golden) {

  /** The limits that were missed, each with the value found; empty if the check passed. */
  public List<String> failures() {
    List<String> failures = new ArrayList<>();
    // Written so that a NaN fails.
    if (!(top1Agreement >= limits.minTop1Agreement())) {
      failures.add(
          "expected top-1 agreement of at least "
              + percent(limits.minTop1Agreement())
              + " but found "
              + percent(top1Agreement));
    }
    if (!(meanKl <= limits.maxMeanKl())) {
      failures.add(
          "expected a mean KL of at most " + limits.maxMeanKl() + " nats but found " + meanKl);
    }
    if (!(maxLogitShare <= limits.maxLogitShare())) {
      failures.add(
          "expected no logit to move by more than "
              + percent(limits.maxLogitShare())
              + " of the range but found "
              + percent(maxLogitShare));
    }
    return failures;
  }

  public boolean passed() {
    return failures().isEmpty();
  }

  /** One line for people. */
  public String summary() {
    return String.format(
        Locale.ROOT,
        "%d positions, top-1 agreement %s, mean KL %.5f nats, largest logit difference %.4f (%s of"
            + " the range)",
        positions,
        percent(top1Agreement),
        meanKl,
        maxLogitDifference,
        percent(maxLogitShare));
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.2f %%", 100 * share);
  }
}
