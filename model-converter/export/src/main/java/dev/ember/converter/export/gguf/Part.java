package dev.ember.converter.export.gguf;

import org.jspecify.annotations.Nullable;

/**
 * Some rows of a stored tensor as rows of a canonical one. A vector's values are its rows.
 *
 * @param tensor by its name in the file
 * @param first row
 * @param count of rows
 * @param scale that values are multiplied by
 * @param order of the rows; null if it is the file's
 */
record Part(String tensor, int first, int count, float scale, @Nullable HeadOrder order) {

  /** All rows as they are. */
  static Part whole(String tensor, int rows) {
    return new Part(tensor, 0, rows, 1, null);
  }

  /** The row of the stored tensor that is this row of the part. */
  int stored(int row) {
    return first + (order == null ? row : order.stored(row));
  }
}
