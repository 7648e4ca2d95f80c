package dev.ember.converter.export.tflite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ember.converter.export.testing.TinyModel;
import dev.ember.converter.export.weights.Quantization;
import dev.ember.inference.backend.Backend;
import dev.ember.inference.backend.KvCache;
import dev.ember.inference.backend.reference.Activations;
import dev.ember.inference.backend.reference.ReferenceBackend;
import dev.ember.inference.backend.tflite.TfliteBackend;
import dev.ember.inference.bundle.Bundle;
import dev.ember.inference.model.DecoderConfig;
import dev.ember.inference.testing.DecoderConfigs;
import dev.ember.inference.testing.FloatArrays;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.Parameter;
import org.junit.runners.Parameterized.Parameters;

/** Every option of a decoder, alone and with others, on TensorFlow Lite against plain loops. */
@RunWith(Parameterized.class)
public final class TfliteOptionsTest {
  /** Float32 rounding in another order of summation; logits are about 1 to 10. */
  private static final float FLOAT32_ROUNDING = 2e-4f;

  /** Against a reference that rounds activations as XNNPACK does. */
  private static final float EMULATED_ROUNDING = 5e-5f;

  /** The share of positions that may miss it: see {@link TfliteBackendTest}. */
  private static final double FLIPPED_POSITIONS = 0.3;

  /** After this many positions a conversation begins anew, so that a flip is not read for ever. */
  private static final int SHORT = 10;

  private static final long SEED = 20_260_302;
  private static final int LENGTH = DecoderConfigs.CONTEXT;

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Parameter public String name = "";

  @Parameter(1)
  public DecoderConfig config = DecoderConfigs.plain().build();

  @Parameters(name = "{0}")
  public static List<Object[]> configs() {
    Map<String, DecoderConfig> configs = new LinkedHashMap<>(DecoderConfigs.single());
    configs.putAll(DecoderConfigs.random(SEED));
    return configs.entrySet().stream()
        .map(entry -> new Object[] {entry.getKey(), entry.getValue()})
        .toList();
  }

  @Test
  public void decode_float32_matchesTheReference() throws IOException {
    try (Bundle bundle = bundle(Quantization.FLOAT32);
        Backend tflite = TfliteBackend.open(bundle, 1);
        Backend reference = new ReferenceBackend(TinyModel.random(config, 1))) {
      assertThat(bundle.manifest().config()).isEqualTo(config);
      for (float difference : differences(tflite, reference, LENGTH)) {
        assertThat(difference).isLessThan(FLOAT32_ROUNDING);
      }
    }
  }

  /** Chunks of 64 and less, a window that slides out of the cache, another cache in between. */
  @Test
  public void prefill_float32_matchesTheReference() throws IOException {
    try (Bundle bundle = bundle(Quantization.FLOAT32);
        Backend tflite = TfliteBackend.open(bundle, 1);
        Backend reference = new ReferenceBackend(bundle)) {
      int[] tokens = tokens();
      float[] found = new float[config.vocabulary()];
      float[] expected = new float[config.vocabulary()];
      for (int prompt : new int[] {LENGTH - 2, 3, 66}) {
        try (KvCache cache = tflite.newCache();
            KvCache other = tflite.newCache();
            KvCache expectedCache = reference.newCache()) {
          tflite.prefill(tokens, 1, other);
          tflite.prefill(tokens, prompt, cache);
          tflite.decode(tokens[5], other, found);
          reference.prefill(tokens, prompt, expectedCache);
          for (int t = prompt; t < prompt + 2; t++) {
            tflite.decode(tokens[t], cache, found);
            reference.decode(tokens[t], expectedCache, expected);
            assertThat(FloatArrays.maxDifference(found, expected))
                .as("%d tokens, position %d", prompt, t)
                .isLessThan(FLOAT32_ROUNDING);
          }
        }
      }
    }
  }

  @Test
  public void decode_int8_matchesTheReferenceWithRoundedActivations() throws IOException {
    try (Bundle bundle = bundle(Quantization.INT8_PER_CHANNEL);
        Backend tflite = TfliteBackend.open(bundle, 1);
        Backend reference = new ReferenceBackend(bundle.weights(), Activations.INT8_PER_ROW)) {
      int flipped = 0;
      for (float difference : differences(tflite, reference, SHORT)) {
        flipped += difference > EMULATED_ROUNDING ? 1 : 0;
      }
      assertThat(flipped).isLessThanOrEqualTo((int) (FLIPPED_POSITIONS * LENGTH));
    }
  }

  private Bundle bundle(Quantization quantization) throws IOException {
    return TinyModel.bundle(config, quantization, folder.newFolder().toPath());
  }

  private int[] tokens() {
    return new Random(7).ints(LENGTH, 0, config.vocabulary()).toArray();
  }

  private float[] differences(Backend found, Backend expected, int turn) {
    float[] differences = new float[LENGTH];
    float[] foundLogits = new float[config.vocabulary()];
    float[] expectedLogits = new float[config.vocabulary()];
    int[] tokens = tokens();
    try (KvCache foundCache = found.newCache();
        KvCache expectedCache = expected.newCache()) {
      for (int i = 0; i < LENGTH; i++) {
        if (i % turn == 0) {
          foundCache.truncate(0);
          expectedCache.truncate(0);
        }
        found.decode(tokens[i], foundCache, foundLogits);
        expected.decode(tokens[i], expectedCache, expectedLogits);
        differences[i] = FloatArrays.maxDifference(foundLogits, expectedLogits);
      }
    }
    return differences;
  }
}
