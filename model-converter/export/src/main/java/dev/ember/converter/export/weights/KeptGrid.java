package dev.ember.converter.export.weights;

/**
 * Carries a 4-bit grid over: {@code w = scale * (code - 8) + constant}, with a constant of its own
 * for each block.
 *
 * <p>Codes stay as they are. A scale becomes a number of {@link BlockScale}, and the constant takes
 * up what that changes on average. Where the source's scale is negative, which no runtime allows,
 * the codes are turned round: {@code d q + m = |d| (15 - q) + (m + 15 d)}.
 */
final class KeptGrid {
  private static final int BLOCK = GridRows.BLOCK;
  private static final int HIGHEST_CODE = 15;

  /** From a grid's codes, 0 to 15, to those of a signed nibble. */
  private static final int ZERO_CODE = 8;

  private final float[] scales; // [blocks]
  private final float[] constants; // [blocks]
  private final byte[] codes; // [columns], -8 to 7

  /** Room for a row. */
  KeptGrid(int columns) {
    codes = new byte[columns];
    scales = new float[columns / BLOCK];
    constants = new float[columns / BLOCK];
  }

  /** Of the row last carried over, {@code [columns]}, from -8 to 7. */
  byte[] codes() {
    return codes;
  }

  /** Of the row last carried over, {@code [blocks]}. */
  float[] scales() {
    return scales;
  }

  /** Of the row last carried over, {@code [blocks]}, not yet rounded. */
  float[] constants() {
    return constants;
  }

  /** Carries a row over. */
  void carry(GridRows grid, int row) {
    for (int block = 0; block < scales.length; block++) {
      int place = row * scales.length + block;
      carryBlock(grid, row * codes.length + block * BLOCK, place, block);
    }
  }

  private void carryBlock(GridRows grid, int from, int place, int block) {
    float scale = grid.scales()[place];
    double offset = grid.offsets()[place];
    boolean turned = scale < 0;
    if (turned) {
      offset += HIGHEST_CODE * (double) scale;
      scale = -scale;
    }
    float kept = BlockScale.nearest(scale);
    boolean vanishes = scale < kept / 2; // below the smallest scale: only the mean is kept
    int sum = 0;
    for (int i = 0; i < BLOCK; i++) {
      int code = grid.codes()[from + i];
      int signed = (turned ? HIGHEST_CODE - code : code) - ZERO_CODE;
      sum += signed;
      codes[block * BLOCK + i] = (byte) (vanishes ? 0 : signed);
    }
    double mean = sum / (double) BLOCK;
    double change = vanishes ? scale : (double) scale - kept;
    scales[block] = kept;
    constants[block] = (float) (offset + ZERO_CODE * (double) scale + change * mean);
  }
}
