package dev.ember.phonelibs;

import dev.ember.converter.export.testing.TinyModel;
import dev.ember.converter.export.weights.Quantization;
import dev.ember.inference.backend.Backend;
import dev.ember.inference.backend.BackendContractTest;
import java.io.IOException;
import org.junit.ClassRule;

/** Int8 weights, one layer (whose prefill attends to nothing), untied. */
public final class Int8ContractTest extends BackendContractTest {
  /** A value on the border between two steps of eight bits may round the other way. */
  private static final float ROUNDING_FLIP = 0.05f;

  @ClassRule
  public static final TinyModelRule MODEL =
      new TinyModelRule(TinyModel.UNTIED, Quantization.INT8_PER_CHANNEL);

  @Override
  protected Backend newBackend() throws IOException {
    return MODEL.lend();
  }

  @Override
  protected float chunkingTolerance() {
    return ROUNDING_FLIP;
  }
}
