package dev.ember.converter.export.gguf;

/** Floats as they are; a block is one value. */
final class PlainFormats {

  private PlainFormats() {}

  static void f32(byte[] stored, int blocks, float[] into, int from) {
    for (int i = 0; i < blocks; i++) {
      into[from + i] = Bytes.f32(stored, i * Float.BYTES);
    }
  }

  static void f16(byte[] stored, int blocks, float[] into, int from) {
    for (int i = 0; i < blocks; i++) {
      into[from + i] = Bytes.f16(stored, i * Short.BYTES);
    }
  }

  static void bf16(byte[] stored, int blocks, float[] into, int from) {
    for (int i = 0; i < blocks; i++) {
      into[from + i] = Bytes.bf16(stored, i * Short.BYTES);
    }
  }
}
