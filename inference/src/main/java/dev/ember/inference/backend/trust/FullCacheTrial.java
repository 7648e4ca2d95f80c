package dev.ember.inference.backend.trust;

import dev.ember.inference.backend.Backend;
import dev.ember.inference.backend.KvCache;
import dev.ember.inference.backend.PortableKvCache;
import dev.ember.inference.bundle.Golden;

/**
 * Holds a backend to the one that is in use where the cache is nearly full. A long prompt would
 * take a phone a minute; so both caches are filled with the same rows, those of the longest golden
 * prompt over and over, and both backends read and write the last few positions.
 */
final class FullCacheTrial {
  private static final int WRITTEN = 4;

  private final Golden.Tolerances tolerances;
  private final int context; // of the truth, which may be loaded in part
  private final int[] tokens;
  private final float[] rows; // [tokens, L, 2, K * D]
  private final int read; // how many tokens, behind the rows
  private final float[][] expected; // [WRITTEN, V]

  /**
   * @param truth a backend that has answered the golden prompts
   * @throws TrialException if it gives no numbers
   */
  FullCacheTrial(Golden golden, Backend truth) throws TrialException {
    tolerances = golden.tolerances();
    context = truth.config().context();
    tokens = longest(golden, context - WRITTEN);
    read = Math.min(truth.prefillChunk(), tokens.length);
    try (PortableKvCache cache = portable(truth)) {
      truth.prefill(tokens, tokens.length, cache);
      rows = new float[tokens.length * cache.rowFloats()];
      cache.read(0, tokens.length, rows);
      cache.truncate(0);
      expected = answer(truth, cache);
    }
  }

  /** Compares another backend of the same model. */
  void run(Backend backend) throws TrialException {
    try (PortableKvCache cache = portable(backend)) {
      float[][] found = answer(backend, cache);
      for (int i = 0; i < WRITTEN; i++) {
        compare(expected[i], found[i]);
      }
    }
  }

  private float[][] answer(Backend backend, PortableKvCache cache) throws TrialException {
    int filled = context - read - WRITTEN;
    while (cache.length() < filled) {
      cache.append(Math.min(tokens.length, filled - cache.length()), rows);
    }
    backend.prefill(tokens, read, cache);
    float[][] logits = new float[WRITTEN][backend.config().vocabulary()];
    for (int i = 0; i < WRITTEN; i++) {
      backend.decode(tokens[i % tokens.length], cache, logits[i]);
      GoldenTrial.requireNumbers(logits[i]);
    }
    return logits;
  }

  /** The bundle's bound is for the likeliest tokens: those of either backend are compared. */
  private void compare(float[] truth, float[] logits) throws TrialException {
    for (int token : new int[] {GoldenTrial.best(truth), GoldenTrial.best(logits)}) {
      GoldenTrial.requireNear(truth[token], logits[token], tolerances);
    }
  }

  private static PortableKvCache portable(Backend backend) throws TrialException {
    KvCache cache = backend.newCache();
    if (cache instanceof PortableKvCache portable) {
      return portable;
    }
    cache.close();
    throw new TrialException(
        Outcome.FAILED, "expected a cache that can be filled but found " + cache);
  }

  private static int[] longest(Golden golden, int most) {
    int[] longest = {0};
    for (Golden.Prompt prompt : golden.prompts()) {
      int length = Math.min(prompt.tokens().size(), most);
      if (length > longest.length) {
        longest = prompt.tokens().subList(0, length).stream().mapToInt(Integer::intValue).toArray();
      }
    }
    return longest;
  }
}
