package dev.ember.converter.export.testing;

import dev.ember.inference.backend.Backend;
import dev.ember.inference.backend.KvCache;
import dev.ember.inference.testing.FloatArrays;
import java.util.Random;

/** Two backends over the same random tokens, until their contexts are full. */
public final class LogitDifferences {
  private static final long SEED = 7;

  private LogitDifferences() {}

  /** The largest difference of a logit at each position. */
  public static float[] of(Backend found, Backend expected) {
    return of(found, expected, expected.config().context());
  }

  /** The same, the caches emptied after each {@code turn} positions. */
  public static float[] of(Backend found, Backend expected, int turn) {
    int vocabulary = expected.config().vocabulary();
    float[] differences = new float[expected.config().context()];
    float[] foundLogits = new float[vocabulary];
    float[] expectedLogits = new float[vocabulary];
    Random random = new Random(SEED);
    try (KvCache foundCache = found.newCache();
        KvCache expectedCache = expected.newCache()) {
      for (int i = 0; i < differences.length; i++) {
        if (i % turn == 0) {
          foundCache.truncate(0);
          expectedCache.truncate(0);
        }
        int token = random.nextInt(vocabulary);
        found.decode(token, foundCache, foundLogits);
        expected.decode(token, expectedCache, expectedLogits);
        differences[i] = FloatArrays.maxDifference(foundLogits, expectedLogits);
      }
    }
    return differences;
  }
}
