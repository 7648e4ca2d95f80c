package dev.ember.converter.export.weights;

import dev.ember.inference.model.TensorSpec;
import java.util.Arrays;

/** Every input counts the same. */
final class UniformInputs implements InputStatistics {

  @Override
  public String identity() {
    return "uniform";
  }

  @Override
  public float[] meanSquares(TensorSpec tensor) {
    float[] ones = new float[tensor.columns()];
    Arrays.fill(ones, 1);
    return ones;
  }
}
