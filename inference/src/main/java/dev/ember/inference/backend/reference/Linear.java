package dev.ember.inference.backend.reference;

import dev.ember.inference.model.DecoderConfig;

/** {@code y = W x}, with the activations rounded first where that is asked for. */
final class Linear {
  private final Activations activations;
  private final float[] rounded; // the widest input of any layer

  Linear(Activations activations, DecoderConfig config) {
    this.activations = activations;
    int widest = Math.max(config.hidden(), Math.max(config.attentionSize(), config.feedForward()));
    rounded = new float[widest];
  }

  /**
   * @param weights {@code [output, input]}, row-major
   */
  void multiply(float[] weights, float[] input, float[] output) {
    float[] x = input;
    if (activations == Activations.INT8_PER_ROW) {
      RowQuantizer.round(input, input.length, rounded);
      x = rounded;
    }
    for (int row = 0; row < output.length; row++) {
      int start = row * input.length;
      float sum = 0;
      for (int i = 0; i < input.length; i++) {
        sum += weights[start + i] * x[i];
      }
      output[row] = sum;
    }
  }
}
