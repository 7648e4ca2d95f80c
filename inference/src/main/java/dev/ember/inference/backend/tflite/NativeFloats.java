package dev.ember.inference.backend.tflite;

import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.tensorflowlite.TfLiteCustomAllocation;

/** Floats outside of the heap, aligned as TensorFlow Lite wants the memory of a tensor. Zeroed. */
final class NativeFloats implements AutoCloseable {
  /** TensorFlow Lite's {@code kDefaultTensorAlignment}. */
  private static final int ALIGNMENT_BYTES = 64;

  /** XNNPACK's kernels may read this far behind a tensor ({@code XNN_EXTRA_BYTES}). */
  private static final int SLACK_BYTES = 128;

  private final BytePointer memory;
  private final FloatBuffer floats;
  private final TfLiteCustomAllocation allocation;

  NativeFloats(int count) {
    long bytes = (long) count * Float.BYTES;
    memory = new BytePointer(bytes + SLACK_BYTES + ALIGNMENT_BYTES);
    Pointer.memset(memory, 0, memory.capacity());
    long start = -memory.address() & (ALIGNMENT_BYTES - 1);
    BytePointer aligned = new BytePointer(memory).position(start).limit(start + bytes);
    floats = aligned.asByteBuffer().order(ByteOrder.nativeOrder()).asFloatBuffer();
    allocation = new TfLiteCustomAllocation().data(aligned).bytes(bytes + SLACK_BYTES);
  }

  /** A view whose position nobody but a bulk read moves. */
  FloatBuffer floats() {
    return floats;
  }

  /** The native description that a tensor is bound to. */
  TfLiteCustomAllocation allocation() {
    return allocation;
  }

  @Override
  public void close() {
    allocation.close();
    memory.close();
  }
}
