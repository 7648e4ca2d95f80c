package dev.ember.converter.export.gguf;

/**
 * The formats with super-blocks of 256 values: one or two f16 numbers scale the small scales of its
 * sub-blocks of 16 or 32 values.
 *
 * <p>Source: {@code block_q2_K} and its neighbours in ggml's {@code ggml-common.h}, {@code
 * dequantize_row_*} in {@code ggml-quants.c}. The fields stand in the order of the offsets below.
 */
final class SuperBlocks {
  static final int VALUES = 256;
  private static final int F16 = Short.BYTES;

  /** Sub-scales of Q4_K and Q5_K: eight scales and eight minima of six bits. */
  private static final int SCALE_BYTES = 12;

  private static final int Q2_CODES = VALUES / 16;
  private static final int Q2_D = Q2_CODES + VALUES / 4;
  static final int Q2_K_BYTES = Q2_D + 2 * F16;

  private static final int Q3_CODES = VALUES / 8;
  private static final int Q3_SCALES = Q3_CODES + VALUES / 4;
  private static final int Q3_D = Q3_SCALES + SCALE_BYTES;
  static final int Q3_K_BYTES = Q3_D + F16;

  private static final int Q45_SCALES = 2 * F16;
  private static final int Q4_CODES = Q45_SCALES + SCALE_BYTES;
  static final int Q4_K_BYTES = Q4_CODES + VALUES / 2;

  private static final int Q5_HIGH = Q45_SCALES + SCALE_BYTES;
  private static final int Q5_CODES = Q5_HIGH + VALUES / 8;
  static final int Q5_K_BYTES = Q5_CODES + VALUES / 2;

  private static final int Q6_HIGH = VALUES / 2;
  private static final int Q6_SCALES = Q6_HIGH + VALUES / 4;
  private static final int Q6_D = Q6_SCALES + VALUES / 16;
  static final int Q6_K_BYTES = Q6_D + F16;

  private static final int IQ4_HIGH = F16;
  private static final int IQ4_LOW = IQ4_HIGH + Short.BYTES;
  private static final int IQ4_CODES = IQ4_LOW + VALUES / 64;
  static final int IQ4_XS_BYTES = IQ4_CODES + VALUES / 2;

  private SuperBlocks() {}

  /** A byte of codes holds the same place of four runs of 32 values, each half with a scale. */
  static void q2k(byte[] stored, int blocks, float[] into, int from) {
    for (int block = 0, at = 0; block < blocks; block++, at += Q2_K_BYTES) {
      float d = Bytes.f16(stored, at + Q2_D);
      float min = Bytes.f16(stored, at + Q2_D + F16);
      int to = from + block * VALUES;
      for (int sub = 0; sub < VALUES / 16; sub++) {
        int scale = Bytes.u8(stored, at + sub);
        float dl = d * (scale & 0xf);
        float ml = min * (scale >> 4);
        int codes = at + Q2_CODES + sub / 8 * 32 + sub % 2 * 16;
        int shift = sub / 2 % 4 * 2;
        for (int j = 0; j < 16; j++) {
          into[to + sub * 16 + j] = dl * (stored[codes + j] >> shift & 3) - ml;
        }
      }
    }
  }

  /** As Q2_K, with a third bit whose absence subtracts 4, and signed scales without minima. */
  static void q3k(byte[] stored, int blocks, float[] into, int from) {
    for (int block = 0, at = 0; block < blocks; block++, at += Q3_K_BYTES) {
      float d = Bytes.f16(stored, at + Q3_D);
      int to = from + block * VALUES;
      for (int sub = 0; sub < VALUES / 16; sub++) {
        float dl = d * (q3Scale(stored, at + Q3_SCALES, sub) - 32);
        int high = at + sub % 2 * 16;
        int codes = at + Q3_CODES + sub / 8 * 32 + sub % 2 * 16;
        int shift = sub / 2 % 4 * 2;
        for (int j = 0; j < 16; j++) {
          int missing = ((stored[high + j] >> (sub / 2)) & 1) == 0 ? 4 : 0;
          into[to + sub * 16 + j] = dl * ((stored[codes + j] >> shift & 3) - missing);
        }
      }
    }
  }

  /** Six bits: four in the first eight bytes, two in the last four. */
  private static int q3Scale(byte[] stored, int scales, int sub) {
    int low = Bytes.u8(stored, scales + sub % 8) >> (sub / 8 * 4) & 0xf;
    int high = Bytes.u8(stored, scales + 8 + sub % 4) >> (sub / 4 * 2) & 3;
    return low | high << 4;
  }

  /** A byte of codes holds the same place of two runs of 32 values. */
  static void q4k(byte[] stored, int blocks, float[] into, int from) {
    for (int block = 0, at = 0; block < blocks; block++, at += Q4_K_BYTES) {
      int to = from + block * VALUES;
      for (int sub = 0; sub < VALUES / 32; sub++) {
        float dl = q4Scale(stored, at, sub);
        float ml = q4Minimum(stored, at, sub);
        int codes = at + Q4_CODES + sub / 2 * 32;
        int shift = sub % 2 * 4;
        for (int j = 0; j < 32; j++) {
          into[to + sub * 32 + j] = dl * (stored[codes + j] >> shift & 0xf) - ml;
        }
      }
    }
  }

  /** The scale of a sub-block of the Q4_K or Q5_K block at {@code at}. */
  static float q4Scale(byte[] stored, int at, int sub) {
    int scales = at + Q45_SCALES;
    int six =
        sub < 4
            ? stored[scales + sub] & 0x3f
            : (stored[scales + 8 + sub - 4] & 0xf) | (stored[scales + sub - 4] >> 6 & 3) << 4;
    return Bytes.f16(stored, at) * six;
  }

  /** What is subtracted from a sub-block of the Q4_K or Q5_K block at {@code at}. */
  static float q4Minimum(byte[] stored, int at, int sub) {
    int scales = at + Q45_SCALES;
    int six =
        sub < 4
            ? stored[scales + 4 + sub] & 0x3f
            : (stored[scales + 8 + sub - 4] >> 4 & 0xf) | (stored[scales + sub] >> 6 & 3) << 4;
    return Bytes.f16(stored, at + F16) * six;
  }

  /** The code of a value of the Q4_K block at {@code at}. */
  static int q4Code(byte[] stored, int at, int value) {
    return stored[at + Q4_CODES + value / 64 * 32 + value % 32] >> (value / 32 % 2 * 4) & 0xf;
  }

  static void q5k(byte[] stored, int blocks, float[] into, int from) {
    for (int block = 0, at = 0; block < blocks; block++, at += Q5_K_BYTES) {
      int to = from + block * VALUES;
      for (int sub = 0; sub < VALUES / 32; sub++) {
        float dl = q4Scale(stored, at, sub);
        float ml = q4Minimum(stored, at, sub);
        int codes = at + Q5_CODES + sub / 2 * 32;
        int shift = sub % 2 * 4;
        for (int j = 0; j < 32; j++) {
          int fifth = (stored[at + Q5_HIGH + j] >> sub & 1) << 4;
          into[to + sub * 32 + j] = dl * ((stored[codes + j] >> shift & 0xf) | fifth) - ml;
        }
      }
    }
  }

  /** Halves of 128 values: four bits from two runs of 64 bytes, two from one of 32. */
  static void q6k(byte[] stored, int blocks, float[] into, int from) {
    for (int block = 0, at = 0; block < blocks; block++, at += Q6_K_BYTES) {
      float d = Bytes.f16(stored, at + Q6_D);
      int to = from + block * VALUES;
      for (int sub = 0; sub < VALUES / 16; sub++) {
        float dl = d * stored[at + Q6_SCALES + sub];
        int run = sub / 2 % 4; // of 32 values within the half
        int low = at + sub / 8 * 64 + run % 2 * 32 + sub % 2 * 16;
        int high = at + Q6_HIGH + sub / 8 * 32 + sub % 2 * 16;
        for (int j = 0; j < 16; j++) {
          int code =
              (stored[low + j] >> (run / 2 * 4) & 0xf) | (stored[high + j] >> (run * 2) & 3) << 4;
          into[to + sub * 16 + j] = dl * (code - 32);
        }
      }
    }
  }

  static void iq4xs(byte[] stored, int blocks, float[] into, int from) {
    for (int block = 0, at = 0; block < blocks; block++, at += IQ4_XS_BYTES) {
      float d = Bytes.f16(stored, at);
      int high = Bytes.u16(stored, at + IQ4_HIGH);
      for (int sub = 0; sub < VALUES / 32; sub++) {
        int low = stored[at + IQ4_LOW + sub / 2] >> (sub % 2 * 4) & 0xf;
        float dl = d * ((low | (high >> (2 * sub) & 3) << 4) - 32);
        int to = from + block * VALUES + sub * 32;
        SmallBlocks.nonLinear(stored, at + IQ4_CODES + sub * 16, dl, into, to);
      }
    }
  }
}
