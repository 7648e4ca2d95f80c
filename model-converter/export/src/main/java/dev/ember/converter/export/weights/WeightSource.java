package dev.ember.converter.export.weights;

import dev.ember.inference.model.DecoderConfig;
import dev.ember.inference.model.TensorSpec;
import java.io.IOException;

/**
 * The canonical weights of a decoder, read a few rows at a time so that no whole model need be in
 * memory. What canonical means is said by {@link dev.ember.inference.model.DecoderWeights}.
 */
public interface WeightSource {

  DecoderConfig config();

  /**
   * Reads {@code count} rows of a tensor.
   *
   * @param tensor one of {@link TensorSpec#inFileOrder}
   * @param into receives {@code count * tensor.columns()} values, row-major, from index 0
   * @throws IOException if the values cannot be read or are not finite
   */
  void read(TensorSpec tensor, int firstRow, int count, float[] into) throws IOException;

  /**
   * An error of a tensor's values that shows only when they are encoded. A source that is a file
   * names itself and what it calls the tensor.
   */
  default IOException refusal(TensorSpec tensor, String expected, String found) {
    return new IOException(tensor.name() + ": expected " + expected + " but found " + found);
  }
}
