package dev.ember.converter.training.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.ember.inference.model.DecoderConfig;
import dev.ember.inference.model.TensorName;
import org.junit.Test;

public final class ParametersTest {

  @Test
  public void layout_slots_fillTheVectorWithoutGap() {
    ParameterLayout layout = new ParameterLayout(TinyModel.CONFIG);
    int next = 0;
    for (ParameterLayout.Slot slot : layout.slots()) {
      assertThat(slot.offset()).as(slot.name()).isEqualTo(next);
      next += slot.size();
    }
    assertThat(layout.size()).isEqualTo(next);
    // 13*10 + 2*(20*10 + 10*12 + 28*10 + 10*14) matrices, then 5 gains of 10.
    assertThat(layout.decayed()).isEqualTo(1610);
    assertThat(layout.size()).isEqualTo(1660);
    assertThat(layout.slot(TensorName.FINAL_NORM).offset()).isEqualTo(1650);
  }

  @Test
  public void layout_untiedEmbeddings_hasATableOfItsOwn() {
    DecoderConfig untied = TinyModel.CONFIG.toBuilder().tied(false).build();
    ParameterLayout layout = new ParameterLayout(untied);
    assertThat(layout.slot(TensorName.UNEMBEDDING).rows()).isEqualTo(TinyModel.VOCABULARY);
    assertThat(layout.size()).isEqualTo(1660 + 10 * TinyModel.VOCABULARY);
    assertThat(layout.slot(TensorName.UNEMBEDDING).offset()).isLessThan(layout.decayed());
  }

  @Test
  public void random_sameSeed_sameWeights_otherSeed_others() {
    try (Parameters one = Parameters.random(TinyModel.CONFIG, 1);
        Parameters same = Parameters.random(TinyModel.CONFIG, 1);
        Parameters other = Parameters.random(TinyModel.CONFIG, 2)) {
      assertThat(one.toArray()).isEqualTo(same.toArray());
      assertThat(one.toArray()).isNotEqualTo(other.toArray());
    }
  }

  @Test
  public void random_deviation_asGpt2() {
    DecoderConfig config =
        DecoderConfig.llama(500, 32)
            .hidden(40)
            .layers(8)
            .heads(4, 2)
            .headSize(10)
            .feedForward(80)
            .ropeTheta(100)
            .tied(true)
            .build();
    try (Parameters parameters = Parameters.random(config, 1)) {
      double tolerance = 0.0015; // over three standard errors of a deviation from 1600 draws
      assertThat(deviation(parameters, TensorName.EMBEDDING)).isCloseTo(0.02, within(tolerance));
      assertThat(deviation(parameters, TensorName.qkv(3))).isCloseTo(0.02, within(tolerance));
      // 0.02 / sqrt(2 * 8)
      assertThat(deviation(parameters, TensorName.down(3))).isCloseTo(0.005, within(tolerance));
      ParameterLayout.Slot gain = parameters.layout().slot(TensorName.attentionNorm(0));
      assertThat(parameters.toArray()[gain.offset()]).isEqualTo(1f);
    }
  }

  @Test
  public void load_otherLength_refused() {
    try (Parameters parameters = Parameters.random(TinyModel.CONFIG, 1)) {
      assertThatThrownBy(() -> parameters.load(new float[3]))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("expected 1660 weights but found 3");
    }
  }

  private static double deviation(Parameters parameters, String name) {
    ParameterLayout.Slot slot = parameters.layout().slot(name);
    float[] values = parameters.toArray();
    double squares = 0;
    for (int i = slot.offset(); i < slot.offset() + slot.size(); i++) {
      squares += values[i] * (double) values[i];
    }
    return Math.sqrt(squares / slot.size());
  }
}
