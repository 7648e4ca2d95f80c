package dev.ember.converter.export.weights;

/**
 * Rounds blocks of 32 weights to signed four bits with one scale each: {@code w = scale * code},
 * codes from -8 to 7.
 *
 * <p>The scale is the one that minimises the squared error of the products, each weight's counted
 * by the mean square of the input that it meets. (The scale that spans the largest magnitude, or
 * that minimises the error of the weights alone, costs twice the divergence on SmolLM2-135M.)
 *
 * <h2>Threading model</h2>
 *
 * Any thread: there is no state.
 */
final class BlockRounding {
  static final int BLOCK = GridRows.BLOCK;
  static final int LEAST_CODE = -8;
  static final int MOST_CODE = 7;

  /**
   * The scales that are tried are the largest magnitude over these: from leaving the outermost
   * codes unused to clipping an outlier that hardly matters.
   */
  private static final float FIRST_DIVISOR = 4;

  private static final float LAST_DIVISOR = 12;

  /** Within a thousandth of the best of all scales on average; twice as coarse is five times. */
  private static final float DIVISOR_STEP = 0.25f;

  /** Adding and taking away 1.5 * 2^23 rounds a small float to an integer, ties to even. */
  private static final float ROUNDER = 0x1.8p23f;

  private BlockRounding() {}

  /**
   * The best scale of the block {@code weights[at .. at + 32)}.
   *
   * @param importance mean square of the input that each weight meets, from {@code column} on
   * @return a scale that {@link BlockScale} allows
   * @throws ScaleException if a weight is too large for any
   */
  static float scale(float[] weights, int at, float[] importance, int column) {
    float largest = 0;
    for (int i = at; i < at + BLOCK; i++) {
      largest = Math.max(largest, Math.abs(weights[i]));
    }
    if (largest < BlockScale.SMALLEST) {
      return BlockScale.SMALLEST;
    }
    float best = largest / MOST_CODE;
    float bestGain = 0;
    for (float divisor = FIRST_DIVISOR; divisor <= LAST_DIVISOR; divisor += DIVISOR_STEP) {
      // With these codes the best scale is product / squares, which lowers the squared error from
      // that of zeros by product^2 / squares.
      float inverse = divisor / largest;
      float product = 0;
      float squares = 0;
      for (int i = 0; i < BLOCK; i++) {
        float weight = weights[at + i];
        float code = round(weight * inverse);
        float weighted = importance[column + i] * code;
        product += weighted * weight;
        squares += weighted * code;
      }
      float gain = squares == 0 ? 0 : product / squares * product;
      if (gain > bestGain) {
        bestGain = gain;
        best = product / squares;
      }
    }
    return BlockScale.nearest(best);
  }

  /** The code of a weight in a block of this scale. */
  static int code(float weight, float scale) {
    return (int) Math.max(LEAST_CODE, Math.min(MOST_CODE, Math.rint(weight / scale)));
  }

  private static float round(float value) {
    float rounded = value + ROUNDER - ROUNDER;
    return Math.max(LEAST_CODE, Math.min(MOST_CODE, rounded));
  }
}
