package dev.ember.converter.export.gguf;

import dev.ember.inference.checkpoint.HalfFloat;

/** Little-endian numbers in an array. */
final class Bytes {

  private Bytes() {}

  static int u8(byte[] bytes, int at) {
    return bytes[at] & 0xff;
  }

  static int u16(byte[] bytes, int at) {
    return u8(bytes, at) | u8(bytes, at + 1) << 8;
  }

  static int i32(byte[] bytes, int at) {
    return u16(bytes, at) | u16(bytes, at + 2) << 16;
  }

  /** IEEE 754 binary16, widened exactly. */
  static float f16(byte[] bytes, int at) {
    return HalfFloat.f16ToFloat((short) u16(bytes, at));
  }

  static float bf16(byte[] bytes, int at) {
    return HalfFloat.bf16ToFloat((short) u16(bytes, at));
  }

  static float f32(byte[] bytes, int at) {
    return Float.intBitsToFloat(i32(bytes, at));
  }
}
