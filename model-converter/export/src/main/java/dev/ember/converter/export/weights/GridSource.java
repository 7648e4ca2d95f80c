package dev.ember.converter.export.weights;

import dev.ember.inference.model.TensorSpec;
import java.io.IOException;

/**
 * A source that stores some of its tensors on a 4-bit grid of its own, as a 4-bit GGUF does. The
 * grid can be carried over exactly, which keeps what rounding to another one would lose.
 */
public interface GridSource extends WeightSource {

  /**
   * Whether all rows of a tensor are on a 4-bit grid in blocks of {@link GridRows#BLOCK} along the
   * input. A fused tensor is only if each of its parts is; the parts' formats may differ.
   */
  boolean hasGrid(TensorSpec tensor);

  /** The formats of a tensor's parts, each once, for people: {@code "Q4_K, Q6_K"}. */
  String storedAs(TensorSpec tensor);

  /**
   * Reads {@code count} rows as they are stored: codes, scales and offsets, with whatever factor
   * {@link #read} applies (such as 1/sqrt(D)) applied to scales and offsets.
   *
   * @param tensor one for which {@link #hasGrid} holds
   * @param into room for at least {@code count} rows; receives them from row 0
   * @throws IOException if the values cannot be read or are not finite
   */
  void readGrid(TensorSpec tensor, int firstRow, int count, GridRows into) throws IOException;
}
