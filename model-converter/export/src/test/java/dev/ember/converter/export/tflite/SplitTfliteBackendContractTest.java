package dev.ember.converter.export.tflite;

import dev.ember.converter.export.testing.TinyModel;
import dev.ember.converter.export.weights.Quantization;
import dev.ember.inference.backend.Backend;
import dev.ember.inference.backend.BackendContractTest;
import dev.ember.inference.backend.SplitBackend;
import dev.ember.inference.backend.tflite.TfliteBackend;
import dev.ember.inference.bundle.Bundle;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.ClassRule;
import org.junit.rules.TemporaryFolder;

/** One backend reads and another writes: the rows of their caches go to and fro. */
public final class SplitTfliteBackendContractTest extends BackendContractTest {
  /** Float32 rounding: one row and 64 rows are summed by different kernels. */
  private static final float ROUNDING = 1e-4f;

  private static final int LEAST_TOKENS = 2;

  @ClassRule public static final TemporaryFolder FOLDER = new TemporaryFolder();

  @Override
  protected Backend newBackend() throws IOException {
    Path folder = FOLDER.newFolder().toPath();
    try (Bundle bundle = TinyModel.bundle(TinyModel.TIED, Quantization.FLOAT32, folder)) {
      return new SplitBackend(
          TfliteBackend.open(bundle, 1), TfliteBackend.open(bundle, 1), LEAST_TOKENS);
    }
  }

  @Override
  protected float chunkingTolerance() {
    return ROUNDING;
  }
}
