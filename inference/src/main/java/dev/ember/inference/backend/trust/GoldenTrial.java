package dev.ember.inference.backend.trust;

import dev.ember.inference.backend.Backend;
import dev.ember.inference.backend.KvCache;
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
   * Runs every prompt; all but the kept positions are read in chunks, as a chat reads them.
   *
   * @throws TrialException if the logits are not the bundle's
   * @throws CancellationException if it was stopped
   */
  void run(Backend backend) throws TrialException {
    GoldenTally tally = new GoldenTally(golden.tolerances());
    for (Golden.Prompt prompt : golden.prompts()) {
      if (prompt.tokens().size() <= backend.config().context()) {
        run(prompt, backend, tally);
      }
    }
    requireKept(tally);
  }

  private void run(Golden.Prompt prompt, Backend backend, GoldenTally tally) throws TrialException {
    float[] logits = new float[backend.config().vocabulary()]; // [V]
    List<Integer> tokens = prompt.tokens();
    try (KvCache cache = backend.newCache()) {
      for (Golden.Position position : prompt.positions()) {
        requireGoing(stopped);
        int[] unread =
            tokens.subList(cache.length(), position.index()).stream()
                .mapToInt(Integer::intValue)
                .toArray();
        backend.prefill(unread, unread.length, cache);
        backend.decode(tokens.get(position.index()), cache, logits);
        requireNumbers(logits);
        tally.add(position, logits);
      }
    }
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
