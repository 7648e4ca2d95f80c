package dev.ember.inference.checkpoint;

/** Floats of 16 bits to float32, exactly. (Java 20's {@code Float.float16ToFloat} is too new.) */
final class HalfFloat {
  private static final int F16_MANTISSA_BITS = 10;
  private static final int F16_MAX_EXPONENT = 31;
  private static final int F32_MANTISSA_BITS = 23;
  private static final int SHIFT = F32_MANTISSA_BITS - F16_MANTISSA_BITS;
  private static final int BIAS_DIFFERENCE = 127 - 15;
  private static final float F16_SMALLEST = 0x1p-24f;

  private HalfFloat() {}

  /** IEEE 754 binary16: 1 sign bit, 5 exponent bits, 10 mantissa bits. */
  static float f16ToFloat(short half) {
    int sign = (half & 0x8000) << 16;
    int exponent = (half >> F16_MANTISSA_BITS) & F16_MAX_EXPONENT;
    int mantissa = half & 0x3ff;
    if (exponent == 0) { // zero or subnormal: mantissa * 2^-24
      float magnitude = mantissa * F16_SMALLEST;
      return sign == 0 ? magnitude : -magnitude;
    }
    int wideExponent =
        exponent == F16_MAX_EXPONENT ? 0xff : exponent + BIAS_DIFFERENCE; // infinity and NaN stay
    return Float.intBitsToFloat(sign | (wideExponent << F32_MANTISSA_BITS) | (mantissa << SHIFT));
  }

  /** bfloat16: the upper half of a float32. */
  static float bf16ToFloat(short half) {
    return Float.intBitsToFloat(half << 16);
  }
}
