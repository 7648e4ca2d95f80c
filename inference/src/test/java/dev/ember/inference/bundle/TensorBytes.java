package dev.ember.inference.bundle;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** Lays tensors one after another, and remembers where. */
final class TensorBytes {
  private static final int ALIGNMENT = 64;
  private static final float INT8_LARGEST = 127;

  private final String entry;
  private final boolean quantized;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final List<Manifest.TensorEntry> tensors = new ArrayList<>();

  TensorBytes(String entry, boolean quantized) {
    this.entry = entry;
    this.quantized = quantized;
  }

  List<Manifest.TensorEntry> tensors() {
    return tensors;
  }

  ByteBuffer bytes() {
    return ByteBuffer.wrap(bytes.toByteArray());
  }

  /** Norms are never quantized. */
  void addVector(String name, float[] values) {
    long offset = put(littleEndianFloats(values));
    tensors.add(
        new Manifest.TensorEntry(
            name, TensorView.FLOAT32, 1, values.length, entry, offset, TensorView.NO_SCALES));
  }

  void addMatrix(String name, float[] values, int columns) {
    int rows = values.length / columns;
    if (!quantized) {
      long offset = put(littleEndianFloats(values));
      tensors.add(
          new Manifest.TensorEntry(
              name, TensorView.FLOAT32, rows, columns, entry, offset, TensorView.NO_SCALES));
      return;
    }
    byte[] codes = new byte[values.length];
    float[] scales = new float[rows];
    for (int row = 0; row < rows; row++) {
      scales[row] = largest(values, row, columns) / INT8_LARGEST;
      for (int i = row * columns; i < (row + 1) * columns; i++) {
        codes[i] = (byte) Math.round(values[i] / scales[row]);
      }
    }
    long offset = put(codes);
    long scalesOffset = put(littleEndianFloats(scales));
    tensors.add(
        new Manifest.TensorEntry(
            name, TensorView.INT8, rows, columns, entry, offset, scalesOffset));
  }

  private static float largest(float[] values, int row, int columns) {
    float largest = 0;
    for (int i = row * columns; i < (row + 1) * columns; i++) {
      largest = Math.max(largest, Math.abs(values[i]));
    }
    return largest;
  }

  private long put(byte[] content) {
    while (bytes.size() % ALIGNMENT != 0) {
      bytes.write(0);
    }
    long offset = bytes.size();
    bytes.write(content, 0, content.length);
    return offset;
  }

  private static byte[] littleEndianFloats(float[] values) {
    ByteBuffer buffer =
        ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    buffer.asFloatBuffer().put(values);
    return buffer.array();
  }
}
