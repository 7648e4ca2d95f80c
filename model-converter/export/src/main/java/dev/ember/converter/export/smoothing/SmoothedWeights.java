package dev.ember.converter.export.smoothing;

import dev.ember.converter.export.weights.GridSource;
import dev.ember.converter.export.weights.WeightSource;
import dev.ember.inference.model.DecoderConfig;
import dev.ember.inference.model.TensorSpec;
import java.io.IOException;

/** A source's weights with the factors of a {@link Smoothing}, on a grid where the source has. */
public final class SmoothedWeights implements WeightSource {
  private final WeightSource source;
  private final Smoothing smoothing;

  private SmoothedWeights(WeightSource source, Smoothing smoothing) {
    this.source = source;
    this.smoothing = smoothing;
  }

  /**
   * The same model, to be rounded.
   *
   * @param smoothing found for this source
   */
  public static WeightSource of(WeightSource source, Smoothing smoothing) {
    return source instanceof GridSource grid
        ? new SmoothedGrid(grid, smoothing)
        : new SmoothedWeights(source, smoothing);
  }

  @Override
  public DecoderConfig config() {
    return source.config();
  }

  @Override
  public void read(TensorSpec tensor, int firstRow, int count, float[] into) throws IOException {
    source.read(tensor, firstRow, count, into);
    smoothing.scale(tensor, firstRow, count, into);
  }

  @Override
  public IOException refusal(TensorSpec tensor, String expected, String found) {
    return source.refusal(tensor, expected, found);
  }
}
