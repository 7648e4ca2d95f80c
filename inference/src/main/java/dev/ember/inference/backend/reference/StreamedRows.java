package dev.ember.inference.backend.reference;

import dev.ember.inference.model.TensorSpec;
import java.io.IOException;
import java.io.UncheckedIOException;

/** A weight that is read anew whenever it is needed, a few rows at a time. */
final class StreamedRows implements WeightRows {
  /** Four mebibytes of floats. */
  static final int BLOCK_VALUES = 1 << 20;

  private final RowReader reader;
  private final TensorSpec tensor;
  private final Block block;
  private final int blockRows;

  /** Where rows are read to. Weights that are used one after another may share one. */
  static final class Block {
    private float[] values = new float[0]; // [rows, columns] of the largest weight so far

    private float[] of(int count) {
      if (values.length < count) {
        values = new float[0]; // two at once are more than streamingBytes counts
        values = new float[count];
      }
      return values;
    }
  }

  StreamedRows(RowReader reader, TensorSpec tensor, Block block) {
    this.reader = reader;
    this.tensor = tensor;
    this.block = block;
    blockRows = Math.max(1, Math.min(tensor.rows(), BLOCK_VALUES / tensor.columns()));
  }

  @Override
  public int columns() {
    return tensor.columns();
  }

  @Override
  public int blockRows() {
    return blockRows;
  }

  @Override
  public float[] block(int firstRow, int count) {
    float[] rows = block.of(blockRows * tensor.columns());
    try {
      synchronized (reader) { // several threads may run the model over texts of their own
        reader.read(tensor, firstRow, count, rows);
      }
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
    return rows;
  }
}
