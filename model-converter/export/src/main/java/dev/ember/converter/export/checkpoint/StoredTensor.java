package dev.ember.converter.export.checkpoint;

import java.util.List;

/**
 * A tensor of a checkpoint, seen as rows of one length.
 *
 * @param name in the file
 * @param rows output channels of a linear layer; the length of a vector
 * @param columns values of a row; 1 for a vector
 * @param layout how the file stores it
 */
record StoredTensor(String name, int rows, int columns, Layout layout) {

  /** The order of the values in the file. */
  enum Layout {
    /** {@code [rows, columns]}. */
    ROWS,
    /** {@code [columns, rows]}, as GPT-2's Conv1D has its weights. */
    TRANSPOSED,
    /** {@code [rows]}. */
    VECTOR
  }

  static StoredTensor matrix(String name, int rows, int columns) {
    return new StoredTensor(name, rows, columns, Layout.ROWS);
  }

  static StoredTensor transposed(String name, int rows, int columns) {
    return new StoredTensor(name, rows, columns, Layout.TRANSPOSED);
  }

  static StoredTensor vector(String name, int length) {
    return new StoredTensor(name, length, 1, Layout.VECTOR);
  }

  /** As the file's header gives it. */
  List<Long> shape() {
    return switch (layout) {
      case ROWS -> List.of((long) rows, (long) columns);
      case TRANSPOSED -> List.of((long) columns, (long) rows);
      case VECTOR -> List.of((long) rows);
    };
  }

  Part whole() {
    return rows(0, rows);
  }

  Part rows(int first, int count) {
    return new Part(this, first, count, 0, 1);
  }
}
