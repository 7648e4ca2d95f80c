package dev.ember.converter.training.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.ember.converter.training.model.Gpt;
import dev.ember.converter.training.model.Parameters;
import dev.ember.converter.training.model.Precision;
import dev.ember.converter.training.model.TinyModel;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.PointerScope;
import org.junit.Test;

public final class AdamWTest {
  private static final double RATE = 0.01;

  /** Steps of 0.01 in float32 against the same in float64. */
  private static final float TOLERANCE = 1e-6f;

  /** The paper's lines, one weight at a time, in float64. */
  private static final class NaiveAdamW {
    private final double[] weights;
    private final double[] first;
    private final double[] second;
    private int steps;

    private NaiveAdamW(float[] initial) {
      weights = new double[initial.length];
      for (int i = 0; i < initial.length; i++) {
        weights[i] = initial[i];
      }
      first = new double[initial.length];
      second = new double[initial.length];
    }

    private void step(float[] gradient, int decayed, AdamW.Options options) {
      steps++;
      double squares = 0;
      for (float g : gradient) {
        squares += (double) g * g;
      }
      double scale = Math.min(1, options.clipNorm() / Math.sqrt(squares));
      for (int i = 0; i < weights.length; i++) {
        double g = gradient[i] * scale;
        first[i] = options.beta1() * first[i] + (1 - options.beta1()) * g;
        second[i] = options.beta2() * second[i] + (1 - options.beta2()) * g * g;
        double mean = first[i] / (1 - Math.pow(options.beta1(), steps));
        double variance = second[i] / (1 - Math.pow(options.beta2(), steps));
        double decay = i < decayed ? options.weightDecay() : 0;
        weights[i] -=
            RATE * (mean / (Math.sqrt(variance) + options.epsilon()) + decay * weights[i]);
      }
    }
  }

  @Test
  public void step_fiveTimes_equalsThePaperOneWeightAtATime() {
    AdamW.Options options = new AdamW.Options(0.9, 0.95, 1e-8, 0.1, 0.5);
    try (Parameters parameters = Parameters.random(TinyModel.CONFIG, 3);
        AdamW optimizer = new AdamW(parameters, options)) {
      Gpt gpt = new Gpt(parameters, Precision.FLOAT32);
      NaiveAdamW naive = new NaiveAdamW(parameters.toArray());
      for (int step = 0; step < 5; step++) {
        float[] gradient = gradient(gpt, parameters, step);
        naive.step(gradient, parameters.layout().decayed(), options);
        double norm = optimizer.step(RATE);
        assertThat(norm).as("the batch must be steep enough to be clipped").isGreaterThan(0.5);
      }
      float[] weights = parameters.toArray();
      for (int i = 0; i < weights.length; i++) {
        assertThat(weights[i])
            .as("weight %d", i)
            .isCloseTo((float) naive.weights[i], within(TOLERANCE));
      }
    }
  }

  @Test
  public void step_leavesNoGradient() {
    try (Parameters parameters = Parameters.random(TinyModel.CONFIG, 3);
        AdamW optimizer = new AdamW(parameters, AdamW.Options.GPT3)) {
      gradient(new Gpt(parameters, Precision.FLOAT32), parameters, 0);
      optimizer.step(RATE);
      assertThat(parameters.flat().grad().defined()).isFalse();
    }
  }

  @Test
  public void restore_otherLength_refused() {
    try (Parameters parameters = Parameters.random(TinyModel.CONFIG, 3);
        AdamW optimizer = new AdamW(parameters, AdamW.Options.GPT3)) {
      assertThatThrownBy(() -> optimizer.restore(1, new float[2], new float[2]))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("expected moments of 1660 but found 2, 2");
    }
  }

  private static float[] gradient(Gpt gpt, Parameters parameters, int step) {
    try (PointerScope scope = new PointerScope()) {
      gpt.loss(TinyModel.batch(2, 6, step)).backward();
    }
    return read(parameters);
  }

  private static float[] read(Parameters parameters) {
    float[] values = new float[parameters.layout().size()];
    try (PointerScope scope = new PointerScope()) {
      new FloatPointer(parameters.flat().grad().data_ptr()).get(values);
    }
    return values;
  }
}
