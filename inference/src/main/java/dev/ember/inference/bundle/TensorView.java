package dev.ember.inference.bundle;

import dev.ember.inference.file.Buffers;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;

/**
 * One weight in the mapped file, {@code [rows, columns]}: float32, or int8 with one scale a row. A
 * value of an int8 tensor is {@code q * scale}, symmetric, no zero point. Safe on any thread.
 */
public final class TensorView {
  /** {@link Manifest.TensorEntry#type} of a tensor stored as it is. */
  public static final String FLOAT32 = "float32";

  /** {@link Manifest.TensorEntry#type} of a quantized tensor. */
  public static final String INT8 = "int8";

  /** {@link Manifest.TensorEntry#scalesOffset} of a float32 tensor. */
  public static final long NO_SCALES = -1;

  private final int rows;
  private final int columns;
  private final boolean quantized;
  private final ByteBuffer values; // [rows, columns]
  private final FloatBuffer scales; // [rows], or empty

  /** Views a tensor whose place has been checked against its entry. */
  TensorView(Manifest.TensorEntry tensor, ByteBuffer entry) {
    rows = tensor.rows();
    columns = tensor.columns();
    quantized = tensor.type().equals(INT8);
    int valueBytes = rows * columns * (quantized ? 1 : Float.BYTES);
    values = Buffers.slice(entry, (int) tensor.offset(), valueBytes);
    scales =
        quantized
            ? Buffers.slice(entry, (int) tensor.scalesOffset(), rows * Float.BYTES).asFloatBuffer()
            : FloatBuffer.allocate(0);
  }

  public int rows() {
    return rows;
  }

  public int columns() {
    return columns;
  }

  /** Whether the values are int8. */
  public boolean quantized() {
    return quantized;
  }

  /** Writes a row's values as floats to {@code destination[from .. from + columns)}. */
  public void readRow(int row, float[] destination, int from) {
    requireRow(row);
    int start = row * columns;
    if (quantized) {
      float scale = scales.get(row);
      for (int i = 0; i < columns; i++) {
        destination[from + i] = values.get(start + i) * scale;
      }
    } else {
      for (int i = 0; i < columns; i++) {
        destination[from + i] = values.getFloat((start + i) * Float.BYTES);
      }
    }
  }

  /** All values as floats, row-major. */
  public float[] toFloats() {
    float[] floats = new float[rows * columns]; // [rows, columns]
    for (int row = 0; row < rows; row++) {
      readRow(row, floats, row * columns);
    }
    return floats;
  }

  private void requireRow(int row) {
    if (row < 0 || row >= rows) {
      throw new IllegalArgumentException("expected a row below " + rows + " but found " + row);
    }
  }
}
