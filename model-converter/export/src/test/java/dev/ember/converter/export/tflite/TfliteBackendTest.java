package dev.ember.converter.export.tflite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ember.converter.export.testing.TinyModel;
import dev.ember.converter.export.weights.Quantization;
import dev.ember.inference.backend.KvCache;
import dev.ember.inference.backend.tflite.TfliteBackend;
import dev.ember.inference.bundle.Bundle;
import dev.ember.inference.model.DecoderConfig;
import java.io.IOException;
import java.util.Random;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public final class TfliteBackendTest {
  /** Float32 rounding in another order of summation, over a few layers. */
  private static final float ROUNDING = 2e-4f;

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Test
  public void prefill_thenDecode_givesTheLogitsOfDecodeAlone() throws IOException {
    for (DecoderConfig config : new DecoderConfig[] {TinyModel.TIED, TinyModel.UNTIED}) {
      try (Bundle bundle =
              TinyModel.bundle(config, Quantization.FLOAT32, folder.newFolder().toPath());
          TfliteBackend backend = TfliteBackend.open(bundle, 1)) {
        int[] tokens = tokens(config, 70);
        float[] expected = decodeAll(backend, tokens);
        float[] logits = new float[config.vocabulary()];
        try (KvCache cache = backend.newCache()) {
          backend.prefill(tokens, tokens.length - 1, cache);
          backend.decode(tokens[tokens.length - 1], cache, logits);
        }
        assertThat(logits).containsExactly(expected, within(ROUNDING));
      }
    }
  }

  private static org.assertj.core.data.Offset<Float> within(float value) {
    return org.assertj.core.data.Offset.offset(value);
  }

  private static float[] decodeAll(TfliteBackend backend, int[] tokens) {
    float[] logits = new float[backend.config().vocabulary()];
    try (KvCache cache = backend.newCache()) {
      for (int token : tokens) {
        backend.decode(token, cache, logits);
      }
    }
    return logits;
  }

  private static int[] tokens(DecoderConfig config, int count) {
    return new Random(7).ints(count, 0, config.vocabulary()).toArray();
  }
}
