package dev.ember.inference.backend.reference;

import dev.ember.inference.model.DecoderWeights;

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
  public WeightRows matrix(String name, int rows) {
    return new HeldRows(weights.tensor(name), rows);
  }
}
