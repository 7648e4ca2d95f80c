package dev.ember.converter.export.gguf;

/**
 * The formats with blocks of 32 values: a scale d in f16, where the name ends in 1 also a minimum m
 * in f16, then the codes. Byte j of four-bit codes holds value j below and value j + 16 above.
 *
 * <p>Source: {@code block_q4_0} and its neighbours in ggml's {@code ggml-common.h}, {@code
 * dequantize_row_*} in {@code ggml-quants.c}.
 */
final class SmallBlocks {
  static final int VALUES = 32;
  private static final int HALF = VALUES / 2;
  private static final int F16 = Short.BYTES;

  static final int Q4_0_BYTES = F16 + HALF;
  static final int Q4_1_BYTES = 2 * F16 + HALF;
  static final int Q5_0_BYTES = F16 + Integer.BYTES + HALF;
  static final int Q5_1_BYTES = 2 * F16 + Integer.BYTES + HALF;
  static final int Q8_0_BYTES = F16 + VALUES;
  static final int IQ4_NL_BYTES = F16 + HALF;

  /** The sixteen values of the IQ4 formats ({@code kvalues_iq4nl}). */
  private static final int[] NON_LINEAR = {
    -127, -104, -83, -65, -49, -35, -22, -10, 1, 13, 25, 38, 53, 69, 89, 113
  };

  private SmallBlocks() {}

  static void q4x0(byte[] stored, int blocks, float[] into, int from) {
    for (int block = 0, at = 0; block < blocks; block++, at += Q4_0_BYTES) {
      float d = Bytes.f16(stored, at);
      int to = from + block * VALUES;
      for (int j = 0; j < HALF; j++) {
        int codes = Bytes.u8(stored, at + F16 + j);
        into[to + j] = ((codes & 0xf) - 8) * d;
        into[to + j + HALF] = ((codes >> 4) - 8) * d;
      }
    }
  }

  static void q4x1(byte[] stored, int blocks, float[] into, int from) {
    for (int block = 0, at = 0; block < blocks; block++, at += Q4_1_BYTES) {
      float d = Bytes.f16(stored, at);
      float m = Bytes.f16(stored, at + F16);
      int to = from + block * VALUES;
      for (int j = 0; j < HALF; j++) {
        int codes = Bytes.u8(stored, at + 2 * F16 + j);
        into[to + j] = (codes & 0xf) * d + m;
        into[to + j + HALF] = (codes >> 4) * d + m;
      }
    }
  }

  /** Bit j of the 32 high bits is the fifth bit of value j. */
  static void q5x0(byte[] stored, int blocks, float[] into, int from) {
    for (int block = 0, at = 0; block < blocks; block++, at += Q5_0_BYTES) {
      float d = Bytes.f16(stored, at);
      int high = Bytes.i32(stored, at + F16);
      int to = from + block * VALUES;
      for (int j = 0; j < HALF; j++) {
        int codes = Bytes.u8(stored, at + F16 + Integer.BYTES + j);
        into[to + j] = (((codes & 0xf) | ((high >> j) & 1) << 4) - 16) * d;
        into[to + j + HALF] = (((codes >> 4) | ((high >> (j + HALF)) & 1) << 4) - 16) * d;
      }
    }
  }

  static void q5x1(byte[] stored, int blocks, float[] into, int from) {
    for (int block = 0, at = 0; block < blocks; block++, at += Q5_1_BYTES) {
      float d = Bytes.f16(stored, at);
      float m = Bytes.f16(stored, at + F16);
      int high = Bytes.i32(stored, at + 2 * F16);
      int to = from + block * VALUES;
      for (int j = 0; j < HALF; j++) {
        int codes = Bytes.u8(stored, at + 2 * F16 + Integer.BYTES + j);
        into[to + j] = ((codes & 0xf) | ((high >> j) & 1) << 4) * d + m;
        into[to + j + HALF] = ((codes >> 4) | ((high >> (j + HALF)) & 1) << 4) * d + m;
      }
    }
  }

  static void q8x0(byte[] stored, int blocks, float[] into, int from) {
    for (int block = 0, at = 0; block < blocks; block++, at += Q8_0_BYTES) {
      float d = Bytes.f16(stored, at);
      int to = from + block * VALUES;
      for (int j = 0; j < VALUES; j++) {
        into[to + j] = stored[at + F16 + j] * d;
      }
    }
  }

  static void iq4nl(byte[] stored, int blocks, float[] into, int from) {
    for (int block = 0, at = 0; block < blocks; block++, at += IQ4_NL_BYTES) {
      nonLinear(stored, at + F16, Bytes.f16(stored, at), into, from + block * VALUES);
    }
  }

  /** Decodes 32 values of an IQ4 format, 16 bytes from {@code at} on. */
  static void nonLinear(byte[] stored, int at, float d, float[] into, int to) {
    for (int j = 0; j < HALF; j++) {
      int codes = Bytes.u8(stored, at + j);
      into[to + j] = d * NON_LINEAR[codes & 0xf];
      into[to + j + HALF] = d * NON_LINEAR[codes >> 4];
    }
  }
}
