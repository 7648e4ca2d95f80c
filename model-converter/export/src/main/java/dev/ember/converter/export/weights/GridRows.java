package dev.ember.converter.export.weights;

/**
 * Rows on a 4-bit grid: in each block of 32 along the input a weight is {@code scale * code +
 * offset}, codes from 0 to 15. The scale may have any sign, or be zero.
 *
 * <p>GGUF's {@code d q + m} (Q4_1) is this as it stands; {@code d (q - 8)} (Q4_0) has the offset
 * {@code -8 d}; {@code d s q - dmin m} (a sub-block of Q4_K) has the scale {@code d s} and the
 * offset {@code -dmin m}.
 */
public final class GridRows {
  /** Weights of a block. */
  public static final int BLOCK = 32;

  private final int columns;
  private final byte[] codes; // [capacity, columns]
  private final float[] scales; // [capacity, columns / BLOCK]
  private final float[] offsets; // [capacity, columns / BLOCK]

  /**
   * Room for some rows.
   *
   * @param columns a multiple of {@link #BLOCK}
   */
  public GridRows(int capacity, int columns) {
    if (columns % BLOCK != 0) {
      throw new IllegalArgumentException(
          "expected columns in blocks of " + BLOCK + " but found " + columns);
    }
    this.columns = columns;
    codes = new byte[Math.multiplyExact(capacity, columns)];
    scales = new float[capacity * blocks()];
    offsets = new float[capacity * blocks()];
  }

  public int columns() {
    return columns;
  }

  /** Blocks of a row. */
  public int blocks() {
    return columns / BLOCK;
  }

  /** Codes from 0 to 15, one a byte, {@code [capacity, columns]}. */
  public byte[] codes() {
    return codes;
  }

  /** {@code [capacity, blocks]}. */
  public float[] scales() {
    return scales;
  }

  /** {@code [capacity, blocks]}. */
  public float[] offsets() {
    return offsets;
  }
}
