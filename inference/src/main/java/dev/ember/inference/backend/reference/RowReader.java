package dev.ember.inference.backend.reference;

import dev.ember.inference.model.TensorSpec;
import java.io.IOException;

/** Gives rows of a decoder's tensors as floats. */
@FunctionalInterface
public interface RowReader {

  /**
   * @param tensor one of {@link TensorSpec#inFileOrder}
   * @param into receives {@code count * tensor.columns()} values, row-major, from index 0
   */
  void read(TensorSpec tensor, int firstRow, int count, float[] into) throws IOException;
}
