package dev.ember.inference.backend.trust;

import dev.ember.inference.backend.Backend;
import dev.ember.inference.backend.PortableKvCache;
import dev.ember.inference.bundle.Golden;
import dev.ember.inference.bundle.GoldenTally;
import java.util.ArrayList;
import java.util.List;

/**
 * Holds a backend to the one that is in use where the cache is nearly full: both begin with the
 * same rows, and read and write the last few positions.
 */
final class FullCacheTrial {
  private static final int WRITTEN = 4;

  private final Golden.Tolerances tolerances;
  private final int context; // of the truth, which may be loaded in part
  private final RepeatedRows rows;
  private final int read; // how many tokens, behind the rows
  private final List<Golden.Position> expected = new ArrayList<>();

  /**
   * Asks the truth, which may be closed afterwards.
   *
   * @param truth a backend that has answered the golden prompts
   * @throws TrialException if it gives no numbers
   */
  FullCacheTrial(Golden golden, Backend truth) throws TrialException {
    tolerances = golden.tolerances();
    context = truth.config().context();
    rows = new RepeatedRows(golden, truth, context - WRITTEN);
    read = Math.min(truth.prefillChunk(), rows.tokens().length);
    for (float[] logits : answer(truth)) {
      expected.add(RepeatedRows.position(logits));
    }
  }

  /** Compares another backend of the same model. */
  void run(Backend backend) throws TrialException {
    GoldenTally tally = new GoldenTally(tolerances);
    float[][] found = answer(backend);
    for (int i = 0; i < WRITTEN; i++) {
      tally.add(expected.get(i), found[i]);
    }
    GoldenTrial.requireKept(tally);
  }

  /** {@code [WRITTEN, V]}. */
  private float[][] answer(Backend backend) throws TrialException {
    try (PortableKvCache cache = rows.newCache(backend, context - read - WRITTEN)) {
      backend.prefill(rows.tokens(), read, cache);
      float[][] logits = new float[WRITTEN][backend.config().vocabulary()];
      for (int i = 0; i < WRITTEN; i++) {
        backend.decode(rows.token(i), cache, logits[i]);
        GoldenTrial.requireNumbers(logits[i]);
      }
      return logits;
    }
  }
}
