package dev.ember.inference.backend.reference;

/**
 * Rounds a row to the values that int8 can hold: {@code (q - zero) / scale} with q in [-128, 127].
 * The scale spans the row's range and zero, and the zero point is the rounding of that end of the
 * range whose error is larger, as in XNNPACK's {@code xnn_f32_qd8_asymmetric_quantization_params}.
 */
final class RowQuantizer {
  private static final float LOWEST = -128;
  private static final float HIGHEST = 127;

  private RowQuantizer() {}

  /** Rounds {@code row[from .. from + count)} into the same places of {@code rounded}. */
  static void round(float[] row, int from, int count, float[] rounded) {
    float min = 0;
    float max = 0;
    for (int i = from; i < from + count; i++) {
      min = Math.min(min, row[i]);
      max = Math.max(max, row[i]);
    }
    float scale = min == max ? 1 : (HIGHEST - LOWEST) / (max - min);
    float zero = zeroPoint(min * scale, max * scale);
    float inverseScale = 1 / scale;
    for (int i = from; i < from + count; i++) {
      float q = (float) Math.rint(row[i] * scale) + zero;
      rounded[i] = (Math.max(LOWEST, Math.min(HIGHEST, q)) - zero) * inverseScale;
    }
  }

  private static float zeroPoint(float scaledMin, float scaledMax) {
    float errorAtMin = LOWEST + scaledMin;
    float errorAtMax = HIGHEST + scaledMax;
    float zero = errorAtMin + errorAtMax > 0 ? LOWEST - scaledMin : HIGHEST - scaledMax;
    return (float) Math.rint(Math.max(LOWEST, Math.min(HIGHEST, zero)));
  }
}
