package dev.ember.inference.backend.trust;

import dev.ember.inference.backend.Backend;
import dev.ember.inference.backend.KvCache;
import dev.ember.inference.bundle.Golden;
import java.util.List;
import java.util.Locale;
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
   * @throws TrialException if a logit is off
   * @throws CancellationException if it was stopped
   */
  void run(Backend backend) throws TrialException {
    for (Golden.Prompt prompt : golden.prompts()) {
      if (prompt.tokens().size() <= backend.config().context()) {
        run(prompt, backend);
      }
    }
  }

  private void run(Golden.Prompt prompt, Backend backend) throws TrialException {
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
        compare(position, logits);
      }
    }
  }

  /** The golden candidates are the largest logits, so nothing else may rise above them. */
  private void compare(Golden.Position position, float[] logits) throws TrialException {
    float largest = Float.NEGATIVE_INFINITY;
    for (Golden.Candidate candidate : position.quantized()) {
      requireNear(candidate.logit(), logits[candidate.token()]);
      largest = Math.max(largest, candidate.logit());
    }
    if (!position.quantized().isEmpty()) {
      requireNear(largest, logits[best(logits)]);
    }
  }

  private void requireNear(float expected, float found) throws TrialException {
    requireNear(expected, found, golden.tolerances());
  }

  static void requireNear(float expected, float found, Golden.Tolerances tolerances)
      throws TrialException {
    float tolerance = tolerances.backendLogit();
    if (!(Math.abs(found - expected) <= tolerance)) {
      throw new TrialException(
          Outcome.WRONG,
          String.format(
              Locale.ROOT,
              "expected a logit of %.4f within %.4f but found %.4f",
              expected,
              tolerance,
              found));
    }
  }

  /** The token with the largest logit. */
  static int best(float[] logits) {
    int best = 0;
    for (int i = 1; i < logits.length; i++) {
      best = logits[i] > logits[best] ? i : best;
    }
    return best;
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
