package dev.ember.inference.backend.reference;

import dev.ember.inference.bundle.Bundle;
import dev.ember.inference.bundle.TensorReader;
import dev.ember.inference.model.DecoderWeights;
import dev.ember.inference.model.TensorSpec;
import java.io.IOException;

/** Gives rows of a decoder's tensors as floats. */
@FunctionalInterface
public interface RowReader {

  /** Of a bundle that stays open: each row is dequantized when it is asked for. */
  static RowReader of(Bundle bundle) {
    return (tensor, firstRow, count, into) -> {
      TensorReader rows = bundle.tensor(tensor.name()).reader();
      for (int row = 0; row < count; row++) {
        rows.read(firstRow + row, into, row * tensor.columns());
      }
    };
  }

  /** Of weights in memory. */
  static RowReader of(DecoderWeights weights) {
    return (tensor, firstRow, count, into) -> {
      int columns = tensor.columns();
      float[] values = weights.tensor(tensor.name());
      System.arraycopy(values, firstRow * columns, into, 0, count * columns);
    };
  }

  /**
   * @param tensor one of {@link TensorSpec#inFileOrder}
   * @param into receives {@code count * tensor.columns()} values, row-major, from index 0
   */
  void read(TensorSpec tensor, int firstRow, int count, float[] into) throws IOException;
}
