package dev.ember.inference.backend.trust;

import dev.ember.inference.backend.Backend;
import dev.ember.inference.bundle.Golden;
import dev.ember.inference.bundle.GoldenTally;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/** Holds a backend to the logits that a bundle says it must give. */
final class GoldenTrial {
  private final Golden golden;
  private final BooleanSupplier stopped;

  /**
   * @param stopped is asked between the positions
   */
  GoldenTrial(Golden golden, BooleanSupplier stopped) {
    this.golden = golden;
    this.stopped = stopped;
  }

  /**
   * Runs every prompt.
   *
   * @throws TrialException if the logits are not the bundle's, or there was nothing to compare
   * @throws CancellationException if it was stopped
   */
  void run(Backend backend) throws TrialException {
    GoldenRun run = new GoldenRun(golden, backend);
    if (run.fitsNothing()) {
      throw new TrialException(
          Outcome.UNASKED,
          "expected a golden prompt of at most "
              + backend.config().context()
              + " tokens but found none");
    }
    while (!run.isOver()) {
      requireGoing(stopped);
      run.ask(
          (position, logits) -> {
            requireGoing(stopped);
            requireNumbers(logits);
          });
    }
    requireKept(run.tally());
  }

  static void requireKept(GoldenTally tally) throws TrialException {
    List<String> failures = tally.failures();
    if (!failures.isEmpty()) {
      throw new TrialException(Outcome.WRONG, failures.get(0));
    }
  }

  static void requireGoing(BooleanSupplier stopped) {
    if (stopped.getAsBoolean()) {
      throw new CancellationException("the trial was stopped");
    }
  }

  static void requireNumbers(float[] logits) throws TrialException {
    for (float logit : logits) {
      if (Float.isNaN(logit) || Float.isInfinite(logit)) {
        throw new TrialException(
            Outcome.NOT_FINITE, "expected a number as logit but found " + logit);
      }
    }
  }
}
