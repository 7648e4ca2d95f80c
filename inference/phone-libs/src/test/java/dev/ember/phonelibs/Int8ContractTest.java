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

  /**
   * Prompts with float activations on the GPU, answers with activations of eight bits on the CPU:
   * of logits that spread by 4, the two differ by a tenth.
   */
  private static final float FLOAT_AGAINST_EIGHT_BITS = 0.5f;

  @ClassRule
  public static final TinyModelRule MODEL =
      new TinyModelRule(TinyModel.UNTIED, Quantization.INT8_PER_CHANNEL);

  @Override
  protected Backend newBackend() throws IOException {
    return MODEL.lend();
  }

  @Override
  protected float chunkingTolerance() {
    return RuntimeUnderTest.current() == RuntimeUnderTest.SPLIT_2_16
        ? FLOAT_AGAINST_EIGHT_BITS
        : ROUNDING_FLIP;
  }
}
