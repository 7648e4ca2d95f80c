package dev.ember.converter.export.tflite;

import dev.ember.converter.export.testing.TinyModel;
import dev.ember.converter.export.weights.Quantization;
import dev.ember.inference.backend.Backend;
import dev.ember.inference.backend.BackendContractTest;
import dev.ember.inference.backend.tflite.TfliteBackend;
import dev.ember.inference.bundle.Bundle;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.ClassRule;
import org.junit.rules.TemporaryFolder;

/** Int8 weights, one layer (whose prefill attends to nothing), untied, two threads. */
public final class OneLayerTfliteBackendContractTest extends BackendContractTest {
  /**
   * Eight-bit activations are rounded row by row, in decode and prefill alike; only a value on the
   * border between two steps may round the other way, and moves a logit by about this.
   */
  private static final float ROUNDING_FLIP = 0.05f;

  @ClassRule public static final TemporaryFolder FOLDER = new TemporaryFolder();

  @Override
  protected Backend newBackend() throws IOException {
    Path folder = FOLDER.newFolder().toPath();
    try (Bundle bundle =
        TinyModel.bundle(TinyModel.UNTIED, Quantization.INT8_PER_CHANNEL, folder)) {
      return TfliteBackend.open(bundle, 2);
    }
  }

  @Override
  protected float chunkingTolerance() {
    return ROUNDING_FLIP;
  }
}
