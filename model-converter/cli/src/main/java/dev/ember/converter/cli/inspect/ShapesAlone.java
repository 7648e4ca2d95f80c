package dev.ember.converter.cli.inspect;

import dev.ember.converter.export.weights.WeightSource;
import dev.ember.inference.model.DecoderConfig;
import dev.ember.inference.model.TensorSpec;

/** A model of which nothing but its shapes is at hand: enough to say how large it would be. */
final class ShapesAlone implements WeightSource {
  private final DecoderConfig config;

  ShapesAlone(DecoderConfig config) {
    this.config = config;
  }

  @Override
  public DecoderConfig config() {
    return config;
  }

  @Override
  public void read(TensorSpec tensor, int firstRow, int count, float[] into) {
    throw new IllegalStateException("nobody reads weights to say how large they are");
  }
}
