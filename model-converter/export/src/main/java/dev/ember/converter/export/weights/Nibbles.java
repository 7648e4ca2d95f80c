package dev.ember.converter.export.weights;

import dev.ember.inference.checkpoint.HalfFloat;

/** Puts rows of 4-bit blocks into their place. */
final class Nibbles {
  private static final int MASK = 15;
  private static final int BITS = 4;

  private Nibbles() {}

  /**
   * @param codes {@code [columns]}, from -8 to 7
   * @param scales {@code [blocks]}, numbers of {@link BlockScale}
   */
  static void put(byte[] codes, float[] scales, int row, EncodedRows into) {
    byte[] values = into.values().array();
    int at = row * (into.columns() / 2);
    for (int i = 0; i < into.columns(); i += 2) {
      values[at++] = (byte) ((codes[i] & MASK) | (codes[i + 1] << BITS));
    }
    int block = row * scales.length;
    for (float scale : scales) {
      into.blockScales().putShort(block++ * Short.BYTES, HalfFloat.floatToF16(scale));
    }
  }
}
