package dev.ember.inference.backend.reference;

/** The rows of a weight, a block at a time. */
interface WeightRows {

  int columns();

  /** Rows of a block; the last may have fewer. */
  int blockRows();

  /**
   * The block that begins with a row.
   *
   * @param firstRow a multiple of {@link #blockRows}
   * @return {@code [count, columns]} and perhaps more; the next call may use the array again
   */
  float[] block(int firstRow, int count);
}
