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

/** Caches that move from one size to the next, and back when they are cut. */
public final class TieredTfliteBackendContractTest extends BackendContractTest {
  /** Float32 rounding: one row and 16 rows are summed by different kernels. */
  private static final float ROUNDING = 1e-4f;

  @ClassRule public static final TemporaryFolder FOLDER = new TemporaryFolder();

  @Override
  protected Backend newBackend() throws IOException {
    Path folder = FOLDER.newFolder().toPath();
    try (Bundle bundle = TinyModel.tieredBundle(TinyModel.TIED, Quantization.FLOAT32, folder)) {
      return TfliteBackend.open(bundle, 1);
    }
  }

  @Override
  protected float chunkingTolerance() {
    return ROUNDING;
  }
}
