package dev.ember.converter.export.gguf;

import dev.ember.converter.export.weights.GridRows;

/** The formats that are a 4-bit grid in blocks of 32, as codes, scales and offsets. */
final class GridBlocks {
  private static final int HALF = GridRows.BLOCK / 2;
  private static final int F16 = Short.BYTES;

  /** What Q4_0 subtracts from a code. */
  private static final int Q4_0_ZERO = 8;

  private GridBlocks() {}

  static boolean isGrid(GgufType type) {
    return type == GgufType.Q4_0 || type == GgufType.Q4_1 || type == GgufType.Q4_K;
  }

  /**
   * Takes a stored row apart.
   *
   * @param type one for which {@link #isGrid} holds
   * @param scale that the weights are multiplied by
   */
  static void read(GgufType type, byte[] stored, float scale, GridRows into, int row) {
    for (int block = 0; block < into.blocks(); block++) {
      int place = row * into.blocks() + block;
      int codes = place * GridRows.BLOCK;
      switch (type) {
        case Q4_0 -> {
          int at = block * SmallBlocks.Q4_0_BYTES;
          float d = Bytes.f16(stored, at) * scale;
          into.scales()[place] = d;
          into.offsets()[place] = -Q4_0_ZERO * d;
          nibbles(stored, at + F16, into.codes(), codes);
        }
        case Q4_1 -> {
          int at = block * SmallBlocks.Q4_1_BYTES;
          into.scales()[place] = Bytes.f16(stored, at) * scale;
          into.offsets()[place] = Bytes.f16(stored, at + F16) * scale;
          nibbles(stored, at + 2 * F16, into.codes(), codes);
        }
        case Q4_K -> q4k(stored, scale, into, block, place);
        default -> throw new IllegalArgumentException("expected a 4-bit grid but found " + type);
      }
    }
  }

  private static void q4k(byte[] stored, float scale, GridRows into, int block, int place) {
    int blocksOfSuper = SuperBlocks.VALUES / GridRows.BLOCK;
    int at = block / blocksOfSuper * SuperBlocks.Q4_K_BYTES;
    int sub = block % blocksOfSuper;
    into.scales()[place] = SuperBlocks.q4Scale(stored, at, sub) * scale;
    into.offsets()[place] = -SuperBlocks.q4Minimum(stored, at, sub) * scale;
    for (int i = 0; i < GridRows.BLOCK; i++) {
      into.codes()[place * GridRows.BLOCK + i] =
          (byte) SuperBlocks.q4Code(stored, at, sub * GridRows.BLOCK + i);
    }
  }

  private static void nibbles(byte[] stored, int at, byte[] codes, int to) {
    for (int i = 0; i < HALF; i++) {
      codes[to + i] = (byte) (stored[at + i] & 0xf);
      codes[to + HALF + i] = (byte) (stored[at + i] >> 4 & 0xf);
    }
  }
}
