package dev.ember.inference.checkpoint;

/**
 * Floats of 16 bits, to float32 exactly and from it to the nearest. (Java 20's {@code
 * Float.float16ToFloat} is too new.)
 */
public final class HalfFloat {
  /** The largest finite binary16. */
  public static final float F16_LARGEST = 65504;

  private static final int F16_MANTISSA_BITS = 10;
  private static final int F16_MAX_EXPONENT = 31;
  private static final int F32_MANTISSA_BITS = 23;
  private static final int SHIFT = F32_MANTISSA_BITS - F16_MANTISSA_BITS;
  private static final int BIAS_DIFFERENCE = 127 - 15;
  private static final float F16_SMALLEST = 0x1p-24f;
  private static final float F16_SMALLEST_NORMAL = 0x1p-14f;
  private static final int F16_INFINITY = F16_MAX_EXPONENT << F16_MANTISSA_BITS;

  private HalfFloat() {}

  /** IEEE 754 binary16: 1 sign bit, 5 exponent bits, 10 mantissa bits. */
  public static float f16ToFloat(short half) {
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

  /** The nearest binary16, ties to even; infinity where the magnitude is 65520 or more. */
  public static short floatToF16(float value) {
    int bits = Float.floatToRawIntBits(value);
    int sign = (bits >>> 16) & 0x8000;
    float magnitude = Math.abs(value);
    if (Float.isNaN(value)) {
      return (short) (sign | F16_INFINITY | 1);
    }
    if (magnitude < F16_SMALLEST_NORMAL) { // a multiple of 2^-24; dividing by it is exact
      return (short) (sign | (int) Math.rint(magnitude / F16_SMALLEST));
    }
    // A carry out of the mantissa raises the exponent, as it should.
    int half = (roundOff(bits & Integer.MAX_VALUE, SHIFT) >> SHIFT) - (BIAS_DIFFERENCE << 10);
    return (short) (sign | Math.min(half, F16_INFINITY));
  }

  /** bfloat16: the upper half of a float32. */
  public static float bf16ToFloat(short half) {
    return Float.intBitsToFloat(half << 16);
  }

  /** The nearest bfloat16, ties to even, of a number that is not NaN. */
  public static short floatToBf16(float value) {
    return (short) (roundOff(Float.floatToRawIntBits(value), Short.SIZE) >> Short.SIZE);
  }

  /** Rounds the lowest bits to nearest, ties to even; what is left of them is to be dropped. */
  private static int roundOff(int bits, int count) {
    int even = (bits >>> count) & 1;
    return bits + (1 << (count - 1)) - 1 + even;
  }
}
