package dev.ember.inference.checkpoint;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.ShortBuffer;

/** The element types of the format. Only the floats of 16 and 32 bits are read as floats. */
public enum SafetensorsType {
  BOOL(1),
  U8(1),
  I8(1),
  F8_E5M2(1),
  F8_E4M3(1),
  I16(2),
  U16(2),
  F16(2),
  BF16(2),
  I32(4),
  U32(4),
  F32(4),
  F64(8),
  I64(8),
  U64(8);

  private final int bytes;

  SafetensorsType(int bytes) {
    this.bytes = bytes;
  }

  /** Bytes of one element. */
  public int bytes() {
    return bytes;
  }

  /** Whether {@link SafetensorsFile} reads it as floats. */
  public boolean readsAsFloat() {
    return this == F32 || this == F16 || this == BF16;
  }

  /** Reads {@code count} elements from the buffer's position, in its byte order. */
  void toFloats(ByteBuffer source, float[] destination, int from, int count) {
    switch (this) {
      case F32 -> {
        FloatBuffer floats = source.asFloatBuffer();
        floats.get(destination, from, count);
      }
      case F16 -> {
        ShortBuffer halves = source.asShortBuffer();
        for (int i = 0; i < count; i++) {
          destination[from + i] = HalfFloat.f16ToFloat(halves.get(i));
        }
      }
      case BF16 -> {
        ShortBuffer halves = source.asShortBuffer();
        for (int i = 0; i < count; i++) {
          destination[from + i] = HalfFloat.bf16ToFloat(halves.get(i));
        }
      }
      default -> throw new IllegalStateException("expected F32, F16 or BF16 but found " + this);
    }
  }
}
