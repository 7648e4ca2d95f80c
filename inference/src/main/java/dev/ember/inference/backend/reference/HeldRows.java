package dev.ember.inference.backend.reference;

/** A weight that is in memory: one block. */
final class HeldRows implements WeightRows {
  private final float[] values; // [rows, columns]
  private final int rows;

  HeldRows(float[] values, int rows) {
    this.values = values;
    this.rows = rows;
  }

  @Override
  public int columns() {
    return values.length / rows;
  }

  @Override
  public int blockRows() {
    return rows;
  }

  @Override
  public float[] block(int firstRow, int count) {
    return values;
  }
}
