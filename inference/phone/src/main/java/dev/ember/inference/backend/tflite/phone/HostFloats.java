package dev.ember.inference.backend.tflite.phone;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/** Makes the memory that the runtime copies from and to. */
final class HostFloats {
  private HostFloats() {}

  /** Zeroed floats outside of the heap; on Android they count as heap all the same. */
  static FloatBuffer allocate(int count) {
    return ByteBuffer.allocateDirect(Math.multiplyExact(count, Float.BYTES))
        .order(ByteOrder.nativeOrder())
        .asFloatBuffer();
  }
}
