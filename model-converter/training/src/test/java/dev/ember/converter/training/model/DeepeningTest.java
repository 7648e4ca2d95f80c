package dev.ember.converter.training.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ember.inference.model.DecoderConfig;
import dev.ember.inference.model.TensorName;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.PointerScope;
import org.junit.Test;

public final class DeepeningTest {
  private static final int[] TOKENS = {3, 1, 4, 1, 5, 9, 2, 6};

  @Test
  public void twice_everyShape_hasTheSameLogitsToTheBit() {
    for (Map.Entry<String, DecoderConfig> shape : Shapes.all().entrySet()) {
      try (Parameters shallow = trained(shape.getValue());
          Parameters deep = Deepening.twice(shallow)) {
        assertThat(deep.config().layers()).isEqualTo(2 * shape.getValue().layers());
        assertThat(new Gpt(deep, Precision.FLOAT32).logits(TOKENS))
            .as("what is added is zero: %s", shape.getKey())
            .isEqualTo(new Gpt(shallow, Precision.FLOAT32).logits(TOKENS));
      }
    }
  }

  @Test
  public void twice_layersOfSeveralKinds_keepEachItsOwn() {
    DecoderConfig gemma = Objects.requireNonNull(Shapes.all().get("gemma3"));

    try (Parameters shallow = trained(gemma);
        Parameters deep = Deepening.twice(shallow)) {
      assertThat(gemma.attention().kindOfLayer()).isEqualTo(List.of(0, 1));
      assertThat(deep.config().attention().kindOfLayer()).isEqualTo(List.of(0, 0, 1, 1));
    }
  }

  @Test
  public void twice_theCopies_learnFromTheFirstStep() {
    try (Parameters shallow = trained(TinyModel.CONFIG);
        Parameters deep = Deepening.twice(shallow)) {
      float[] gradient = gradient(deep);
      for (String name : List.of(TensorName.attentionOutput(1), TensorName.down(3))) {
        ParameterLayout.Slot slot = deep.layout().slot(name);
        double sum = 0;
        for (int i = slot.offset(); i < slot.offset() + slot.size(); i++) {
          sum += Math.abs(gradient[i]);
        }
        assertThat(sum).as(name).isPositive();
      }
    }
  }

  @Test
  public void twice_moreLayersThanADecoderMayHave_isRefused() {
    DecoderConfig most =
        DecoderConfig.llama(4, 4)
            .hidden(2)
            .layers(DecoderConfig.MAX_LAYERS)
            .heads(1, 1)
            .feedForward(2)
            .build();

    try (Parameters shallow = Parameters.random(most, 1)) {
      assertThatThrownBy(() -> Deepening.twice(shallow))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("layers of at most 1024 but found 2048");
    }
  }

  private static float[] gradient(Parameters parameters) {
    float[] gradient = new float[parameters.layout().size()];
    try (PointerScope scope = new PointerScope()) {
      new Gpt(parameters, Precision.FLOAT32).loss(TinyModel.batch(1, 7, 7)).backward();
      new FloatPointer(parameters.flat().grad().data_ptr()).get(gradient);
    }
    return gradient;
  }

  private static Parameters trained(DecoderConfig config) {
    Parameters parameters = Parameters.random(config, 5);
    float[] weights = parameters.toArray();
    SplittableRandom random = new SplittableRandom(6);
    for (int i = 0; i < weights.length; i++) {
      weights[i] += (float) random.nextGaussian() / 5; // biases, gains and betas too
    }
    parameters.load(weights);
    return parameters;
  }
}
