package dev.ember.converter.export.smoothing;

import dev.ember.converter.export.weights.GridRows;
import dev.ember.converter.export.weights.GridSource;
import dev.ember.inference.model.DecoderConfig;
import dev.ember.inference.model.TensorSpec;
import java.io.IOException;

/** As {@link SmoothedWeights}, of a source some of whose tensors are on a 4-bit grid. */
final class SmoothedGrid implements GridSource {
  private final GridSource source;
  private final Smoothing smoothing;

  SmoothedGrid(GridSource source, Smoothing smoothing) {
    this.source = source;
    this.smoothing = smoothing;
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
  public boolean hasGrid(TensorSpec tensor) {
    return source.hasGrid(tensor);
  }

  @Override
  public String storedAs(TensorSpec tensor) {
    return source.storedAs(tensor);
  }

  @Override
  public void readGrid(TensorSpec tensor, int firstRow, int count, GridRows into)
      throws IOException {
    source.readGrid(tensor, firstRow, count, into);
    smoothing.scale(tensor, firstRow, count, into);
  }

  @Override
  public IOException refusal(TensorSpec tensor, String expected, String found) {
    return source.refusal(tensor, expected, found);
  }
}
