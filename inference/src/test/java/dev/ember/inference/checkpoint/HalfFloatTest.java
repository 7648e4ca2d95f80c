package dev.ember.inference.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.Test;

public final class HalfFloatTest {

  @Test
  public void f16ToFloat_allPatterns_equalTheDefinition() {
    for (int bits = 0; bits < 1 << 16; bits++) {
      float actual = HalfFloat.f16ToFloat((short) bits);
      float expected = definitionOfBinary16(bits);
      if (Float.isNaN(expected)) {
        assertThat(actual).isNaN();
      } else {
        assertThat(Float.floatToRawIntBits(actual))
            .as("0x%04x", bits)
            .isEqualTo(Float.floatToRawIntBits(expected));
      }
    }
  }

  @Test
  public void bf16ToFloat_allPatterns_areTheUpperHalf() {
    for (int bits = 0; bits < 1 << 16; bits++) {
      int wide = Float.floatToRawIntBits(HalfFloat.bf16ToFloat((short) bits));
      // A signalling NaN may come back quiet: compare as NaN.
      if (!Float.isNaN(Float.intBitsToFloat(wide))) {
        assertThat(wide).isEqualTo(bits << 16);
      }
    }
  }

  /** IEEE 754-2008, 3.4, in doubles. */
  private static float definitionOfBinary16(int bits) {
    double sign = (bits >> 15) == 0 ? 1 : -1;
    int exponent = (bits >> 10) & 31;
    double fraction = (bits & 1023) / 1024.0;
    if (exponent == 31) {
      return (float) (fraction == 0 ? sign * Double.POSITIVE_INFINITY : Double.NaN);
    }
    double significand = exponent == 0 ? fraction : 1 + fraction;
    return (float) (sign * significand * Math.pow(2, Math.max(exponent, 1) - 15));
  }
}
