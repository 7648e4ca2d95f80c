package dev.ember.converter.export.weights;

import dev.ember.inference.checkpoint.HalfFloat;

/**
 * The scales that a 4-bit block can have: positive numbers that binary16, in which the graph stores
 * them, and bfloat16, in which XNNPACK keeps them, both hold.
 */
final class BlockScale {
  /** The smallest binary16. XNNPACK refuses zero, so a block of zeros has this. */
  static final float SMALLEST = 0x1p-24f;

  /** Eight significant bits below binary16's limit. */
  static final float LARGEST = 65280;

  /** From here on eight significant bits, bfloat16's, are at least binary16's spacing. */
  private static final float SMALLEST_WITH_EIGHT_BITS = 0x1p-17f;

  private BlockScale() {}

  /**
   * The nearest one.
   *
   * @throws ScaleException if the scale is too large, negative or not a number
   */
  static float nearest(float scale) {
    if (!(scale >= 0 && scale <= LARGEST)) {
      throw new ScaleException(
          "a scale of 0 to " + LARGEST + " for each 4-bit block", Float.toString(scale));
    }
    if (scale < SMALLEST_WITH_EIGHT_BITS) {
      return Math.max(1, (int) Math.rint(scale / SMALLEST)) * SMALLEST;
    }
    return HalfFloat.bf16ToFloat(HalfFloat.floatToBf16(scale));
  }
}
