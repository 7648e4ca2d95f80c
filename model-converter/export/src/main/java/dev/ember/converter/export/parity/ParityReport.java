package dev.ember.converter.export.parity;

import dev.ember.inference.bundle.Golden;
import dev.ember.inference.bundle.Measurement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a parity check found. */
public final class ParityReport {
  private final ParityLimits limits;
  private final Measurement measurement;
  private final ParityTally tally;
  private final Golden golden;

  ParityReport(ParityLimits limits, Measurement measurement, ParityTally tally, Golden golden) {
    this.limits = limits;
    this.measurement = measurement;
    this.tally = tally;
    this.golden = golden;
  }

  /** What was asked for. */
  public ParityLimits limits() {
    return limits;
  }

  /** What the manifest keeps; of no positions where none were to be measured. */
  public Measurement measurement() {
    return measurement;
  }

  /** How many positions were compared. */
  public int positions() {
    return tally.positions();
  }

  /** Share of them at which both models name the same best token. */
  public double top1Agreement() {
    return tally.top1Agreement();
  }

  /** Mean divergence in nats. */
  public double meanKl() {
    return tally.meanKl();
  }

  /** The largest difference of any logit. */
  public float maxLogitDifference() {
    return tally.maxDifference();
  }

  /** The largest difference as a share of its position's range of logits. */
  public double maxLogitShare() {
    return tally.maxShare();
  }

  /** What a device can check itself against. */
  public Golden golden() {
    return golden;
  }

  /**
   * The limits that were missed, each with the value found; empty if the check passed. Where
   * nothing was to be measured, a handful of positions says too little to miss one.
   */
  public List<String> failures() {
    List<String> failures = new ArrayList<>();
    if (measurement.wanted() == 0) {
      return failures;
    }
    // Written so that a NaN fails.
    if (!(top1Agreement() >= limits.minTop1Agreement())) {
      failures.add(
          "expected top-1 agreement of at least "
              + percent(limits.minTop1Agreement())
              + " but found "
              + percent(top1Agreement()));
    }
    if (!(meanKl() <= limits.maxMeanKl())) {
      failures.add(
          "expected a mean KL of at most " + limits.maxMeanKl() + " nats but found " + meanKl());
    }
    if (!(maxLogitShare() <= limits.maxLogitShare())) {
      failures.add(
          "expected no logit to move by more than "
              + percent(limits.maxLogitShare())
              + " of the range but found "
              + percent(maxLogitShare()));
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
        "%d positions, top-1 agreement %s, mean KL %.5f nats, perplexity %.2f after %.2f, largest"
            + " logit difference %.4f (%s of the range)",
        positions(),
        percent(top1Agreement()),
        meanKl(),
        measurement.perplexity(),
        measurement.referencePerplexity(),
        maxLogitDifference(),
        percent(maxLogitShare()));
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.2f %%", 100 * share);
  }
}
