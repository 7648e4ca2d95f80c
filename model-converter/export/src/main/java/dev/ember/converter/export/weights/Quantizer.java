package dev.ember.converter.export.weights;

/**
 * Rounds a row of weights to signed eight bits with one scale: {@code w = scale * q}, q from -127
 * to 127, zero point 0.
 *
 * <p>The scale is the row's largest magnitude over 127. A scale that clips outliers lowers the
 * squared error of the weights but raises the divergence of the outputs (measured on SmolLM2-135M),
 * so none is clipped. -128 is not used: XNNPACK's kernels expect symmetric weights.
 */
public final class Quantizer {
  /** The largest quantized magnitude. */
  public static final int LIMIT = 127;

  /** Adding and taking away 1.5 * 2^23 rounds a small float to an integer, ties to even. */
  private static final float ROUNDER = 0x1.8p23f;

  private Quantizer() {}

  /**
   * The scale of the row {@code values[offset .. offset + count)}. A row of zeros gets scale 1,
   * because runtimes refuse scale 0; for the same reason no scale is subnormal.
   */
  public static float scale(float[] values, int offset, int count) {
    float largest = 0;
    for (int i = offset; i < offset + count; i++) {
      largest = Math.max(largest, Math.abs(values[i]));
    }
    return largest == 0 ? 1 : Math.max(largest / LIMIT, Float.MIN_NORMAL);
  }

  /**
   * Rounds to nearest, ties to even, from {@code values} to the same places of {@code quantized}.
   */
  public static void quantize(
      float[] values, int offset, int count, float scale, byte[] quantized) {
    for (int i = offset; i < offset + count; i++) {
      float q = Math.max(-LIMIT, Math.min(LIMIT, values[i] / scale));
      quantized[i] = (byte) (int) (q + ROUNDER - ROUNDER);
    }
  }
}
