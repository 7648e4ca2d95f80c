package dev.ember.inference.backend.reference;

import dev.ember.inference.model.TensorSpec;
import java.io.IOException;
import java.io.UncheckedIOException;

/** A weight that is read anew whenever it is needed, a few rows at a time. */
final class StreamedRows implements WeightRows {
  /** Four mebibytes of floats. */
  private static final int BLOCK_VALUES = 1 << 20;

  private final RowReader reader;
  private final TensorSpec tensor;
  private final float[] block;

  StreamedRows(RowReader reader, TensorSpec tensor) {
    this.reader = reader;
    this.tensor = tensor;
    int rows = Math.max(1, Math.min(tensor.rows(), BLOCK_VALUES / tensor.columns()));
    block = new float[rows * tensor.columns()];
  }

  @Override
  public int columns() {
    return tensor.columns();
  }

  @Override
  public int blockRows() {
    return block.length / tensor.columns();
  }

  @Override
  public float[] block(int firstRow, int count) {
    try {
      synchronized (reader) { // several threads may run the model over texts of their own
        reader.read(tensor, firstRow, count, block);
      }
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
    return block;
  }
}
