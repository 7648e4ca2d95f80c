package dev.ember.phonelibs;

import dev.ember.converter.export.testing.TinyModel;
import dev.ember.converter.export.weights.Quantization;
import dev.ember.inference.backend.Backend;
import dev.ember.inference.backend.BackendContractTest;
import java.io.IOException;
import org.junit.ClassRule;

/** Float32 weights, three layers, grouped queries, tied. */
public final class Float32ContractTest extends BackendContractTest {
  /** Float32 rounding: one row and 64 rows are summed by different kernels. */
  private static final float ROUNDING = 1e-4f;

  @ClassRule
  public static final TinyModelRule MODEL = new TinyModelRule(TinyModel.TIED, Quantization.FLOAT32);

  @Override
  protected Backend newBackend() throws IOException {
    return MODEL.lend();
  }

  @Override
  protected float chunkingTolerance() {
    return ROUNDING;
  }
}
