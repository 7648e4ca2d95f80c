package dev.ember.converter.export.gguf;

import org.jspecify.annotations.Nullable;

/**
 * How a tensor's values are stored: blocks of so many values in so many bytes. Types that Ember
 * does not decode are known by name and size, so that a file which has them can still be listed.
 *
 * <p>Source: {@code enum ggml_type} of ggml, {@code GGML_QUANT_SIZES} of gguf-py.
 */
public enum GgufType {
  F32(0, 1, 4, PlainFormats::f32),
  F16(1, 1, 2, PlainFormats::f16),
  Q4_0(2, SmallBlocks.VALUES, SmallBlocks.Q4_0_BYTES, SmallBlocks::q4x0),
  Q4_1(3, SmallBlocks.VALUES, SmallBlocks.Q4_1_BYTES, SmallBlocks::q4x1),
  Q5_0(6, SmallBlocks.VALUES, SmallBlocks.Q5_0_BYTES, SmallBlocks::q5x0),
  Q5_1(7, SmallBlocks.VALUES, SmallBlocks.Q5_1_BYTES, SmallBlocks::q5x1),
  Q8_0(8, SmallBlocks.VALUES, SmallBlocks.Q8_0_BYTES, SmallBlocks::q8x0),
  Q8_1(9, 32, 40, null),
  Q2_K(10, SuperBlocks.VALUES, SuperBlocks.Q2_K_BYTES, SuperBlocks::q2k),
  Q3_K(11, SuperBlocks.VALUES, SuperBlocks.Q3_K_BYTES, SuperBlocks::q3k),
  Q4_K(12, SuperBlocks.VALUES, SuperBlocks.Q4_K_BYTES, SuperBlocks::q4k),
  Q5_K(13, SuperBlocks.VALUES, SuperBlocks.Q5_K_BYTES, SuperBlocks::q5k),
  Q6_K(14, SuperBlocks.VALUES, SuperBlocks.Q6_K_BYTES, SuperBlocks::q6k),
  Q8_K(15, 256, 292, null),
  IQ2_XXS(16, 256, 66, null),
  IQ2_XS(17, 256, 74, null),
  IQ3_XXS(18, 256, 98, null),
  IQ1_S(19, 256, 50, null),
  IQ4_NL(20, SmallBlocks.VALUES, SmallBlocks.IQ4_NL_BYTES, SmallBlocks::iq4nl),
  IQ3_S(21, 256, 110, null),
  IQ2_S(22, 256, 82, null),
  IQ4_XS(23, SuperBlocks.VALUES, SuperBlocks.IQ4_XS_BYTES, SuperBlocks::iq4xs),
  I8(24, 1, 1, null),
  I16(25, 1, 2, null),
  I32(26, 1, 4, null),
  I64(27, 1, 8, null),
  F64(28, 1, 8, null),
  IQ1_M(29, 256, 56, null),
  BF16(30, 1, 2, PlainFormats::bf16),
  TQ1_0(34, 256, 54, null),
  TQ2_0(35, 256, 66, null),
  MXFP4(39, 32, 17, null),
  NVFP4(40, 64, 36, null),
  Q1_0(41, 128, 18, null);

  private final int id;
  private final int blockValues;
  private final int blockBytes;
  private final @Nullable BlockDecoder decoder;

  GgufType(int id, int blockValues, int blockBytes, @Nullable BlockDecoder decoder) {
    this.id = id;
    this.blockValues = blockValues;
    this.blockBytes = blockBytes;
    this.decoder = decoder;
  }

  /** The type of a number in a file; null if there is none. */
  static @Nullable GgufType of(int id) {
    for (GgufType type : values()) {
      if (type.id == id) {
        return type;
      }
    }
    return null;
  }

  /** The names of all types that can be read, for messages. */
  static String readable() {
    StringBuilder names = new StringBuilder();
    for (GgufType type : values()) {
      if (type.readsAsFloat()) {
        names.append(names.length() == 0 ? "" : ", ").append(type);
      }
    }
    return names.toString();
  }

  /** Values of a block. */
  public int blockValues() {
    return blockValues;
  }

  /** Bytes of a block. */
  public int blockBytes() {
    return blockBytes;
  }

  /** Whether Ember decodes it. */
  public boolean readsAsFloat() {
    return decoder != null;
  }

  /**
   * Decodes whole blocks.
   *
   * @throws IllegalStateException if Ember does not decode it
   */
  void decode(byte[] stored, int blocks, float[] into, int from) {
    if (decoder == null) {
      throw new IllegalStateException("expected one of " + readable() + " but found " + this);
    }
    decoder.decode(stored, blocks, into, from);
  }
}
