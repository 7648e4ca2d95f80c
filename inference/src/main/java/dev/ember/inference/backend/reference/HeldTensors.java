package dev.ember.inference.backend.reference;

import dev.ember.inference.model.DecoderWeights;
import java.util.Arrays;

/** Tensors that are all in memory. */
final class HeldTensors implements Parts.Tensors {
  private final DecoderWeights weights;

  HeldTensors(DecoderWeights weights) {
    this.weights = weights;
  }

  @Override
  public float[] vector(String name) {
    return weights.tensor(name);
  }

  @Override
  public float[] row(String name, int row) {
    float[] values = weights.tensor(name); // [rows, E]
    int columns = weights.config().hidden();
    return Arrays.copyOfRange(values, row * columns, (row + 1) * columns);
  }

  @Override
  public WeightRows matrix(String name, int rows) {
    return new HeldRows(weights.tensor(name), rows);
  }
}
