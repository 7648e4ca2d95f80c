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

  @Test
  public void floatToF16_everyHalf_comesBack() {
    for (int bits = 0; bits < 1 << 16; bits++) {
      float value = HalfFloat.f16ToFloat((short) bits);
      short back = HalfFloat.floatToF16(value);
      if (Float.isNaN(value)) {
        assertThat(HalfFloat.f16ToFloat(back)).isNaN();
      } else {
        assertThat(back).as("0x%04x", bits).isEqualTo((short) bits);
      }
    }
  }

  @Test
  public void floatToF16_betweenTwoHalves_isTheNearerOrTheEven() {
    for (int bits = 0; bits < 0x7bff; bits++) { // all pairs of neighbours below infinity
      float low = HalfFloat.f16ToFloat((short) bits);
      float high = HalfFloat.f16ToFloat((short) (bits + 1));
      float middle = low / 2 + high / 2;
      int even = bits % 2 == 0 ? bits : bits + 1;
      assertThat(HalfFloat.floatToF16(middle)).as("0x%04x", bits).isEqualTo((short) even);
      assertThat(HalfFloat.floatToF16(Math.nextDown(middle))).isEqualTo((short) bits);
      assertThat(HalfFloat.floatToF16(-Math.nextUp(middle)))
          .isEqualTo((short) ((bits + 1) | 0x8000));
    }
  }

  @Test
  public void floatToF16_beyondTheRange_isInfinity() {
    assertThat(HalfFloat.floatToF16(65519.996f)).isEqualTo((short) 0x7bff);
    assertThat(HalfFloat.floatToF16(65520)).isEqualTo((short) 0x7c00);
    assertThat(HalfFloat.floatToF16(-Float.MAX_VALUE)).isEqualTo((short) 0xfc00);
  }

  @Test
  public void floatToBf16_betweenTwoNeighbours_isTheNearerOrTheEven() {
    for (int bits = 0; bits < 0x7f7f; bits++) {
      float middle = Float.intBitsToFloat((bits << 16) | 0x8000);
      int even = bits % 2 == 0 ? bits : bits + 1;
      assertThat(HalfFloat.floatToBf16(middle)).as("0x%04x", bits).isEqualTo((short) even);
      assertThat(HalfFloat.floatToBf16(Math.nextDown(middle))).isEqualTo((short) bits);
      assertThat(HalfFloat.floatToBf16(-Math.nextUp(middle)))
          .isEqualTo((short) ((bits + 1) | 0x8000));
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
