package dev.ember.inference.bundle;

import java.nio.FloatBuffer;

/**
 * The embedding of each token, {@code [V, E]}, dequantized row by row from the mapped file, so that
 * the table itself costs no heap.
 *
 * <h2>Threading model</h2>
 *
 * One thread at a time: a row passes through one scratch array.
 */
public final class EmbeddingTable {
  private final TensorView table;
  private final float[] row; // [E]

  EmbeddingTable(TensorView table) {
    this.table = table;
    row = new float[table.columns()];
  }

  /** V. */
  public int vocabulary() {
    return table.rows();
  }

  /** E. */
  public int hidden() {
    return table.columns();
  }

  /**
   * Writes a token's embedding to {@code destination[from .. from + E)}.
   *
   * @throws IllegalArgumentException if the token is outside the vocabulary
   */
  public void read(int token, float[] destination, int from) {
    table.readRow(token, destination, from);
  }

  /**
   * Puts a token's embedding, E floats, at the buffer's position.
   *
   * @throws IllegalArgumentException if the token is outside the vocabulary
   */
  public void read(int token, FloatBuffer destination) {
    table.readRow(token, row, 0);
    destination.put(row);
  }
}
