package dev.ember.converter.export.tflite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ember.converter.export.testing.TinyModel;
import dev.ember.converter.export.weights.Quantization;
import dev.ember.inference.backend.Backend;
import dev.ember.inference.backend.KvCache;
import dev.ember.inference.backend.reference.ReferenceBackend;
import dev.ember.inference.backend.tflite.TfliteBackend;
import dev.ember.inference.bundle.Bundle;
import dev.ember.inference.model.DecoderConfig;
import dev.ember.inference.testing.FloatArrays;
import java.io.IOException;
import java.util.Random;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Guesses right and wrong over a whole context, through all sizes of the cache. */
public final class GuessedTokensTest {
  /** Float32 rounding in another order of summation; logits are about 1 to 10. */
  private static final float FLOAT32_ROUNDING = 2e-4f;

  private static final int AT_ONCE = 4; // of the signature in these bundles
  private static final int RUNS = 5;

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Test
  public void verify_someGuessesWrong_givesTheReferencesLogitsAfterEachRightToken()
      throws IOException {
    DecoderConfig config = TinyModel.TIED;
    try (Bundle bundle =
            TinyModel.tieredBundle(config, Quantization.FLOAT32, folder.getRoot().toPath());
        Backend tflite = TfliteBackend.open(bundle, 1);
        Backend reference = new ReferenceBackend(TinyModel.random(config, 1))) {
      assertThat(tflite.verifyTokens()).isEqualTo(AT_ONCE);
      for (long seed = 0; seed < RUNS; seed++) {
        run(tflite, reference, new Random(seed));
      }
    }
  }

  private static void run(Backend tflite, Backend reference, Random random) {
    int vocabulary = tflite.config().vocabulary();
    int[] text = random.ints(tflite.config().context(), 0, vocabulary).toArray();
    float[][] rows = new float[AT_ONCE][vocabulary];
    float[] expected = new float[vocabulary];
    try (KvCache cache = tflite.newCache();
        KvCache expectedCache = reference.newCache()) {
      while (cache.length() + AT_ONCE <= text.length) {
        int start = cache.length();
        int right = 1 + random.nextInt(AT_ONCE); // the token itself, and guesses
        int[] batch = new int[AT_ONCE];
        for (int i = 0; i < AT_ONCE; i++) {
          batch[i] = i < right ? text[start + i] : (text[start + i] + 1) % vocabulary;
        }
        tflite.verify(batch, AT_ONCE, cache, rows);
        cache.truncate(start + right);
        for (int i = 0; i < right; i++) {
          reference.decode(text[start + i], expectedCache, expected);
          assertThat(FloatArrays.maxDifference(rows[i], expected))
              .as("position %d", start + i)
              .isLessThan(FLOAT32_ROUNDING);
        }
      }
    }
  }
}
