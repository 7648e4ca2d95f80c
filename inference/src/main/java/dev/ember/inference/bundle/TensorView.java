package dev.ember.inference.bundle;

import dev.ember.inference.checkpoint.HalfFloat;
import dev.ember.inference.file.Buffers;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.ShortBuffer;

/**
 * One weight in the mapped file, {@code [rows, columns]}, in any {@link TensorEncoding}; its rows
 * are read as floats. Safe on any thread.
 */
public final class TensorView {
  /** {@link Manifest.TensorEntry#type} of a tensor stored as it is. */
  public static final String FLOAT32 = TensorEncoding.FLOAT32.manifestName();

  /** {@link Manifest.TensorEntry#type} of a tensor with one scale a row. */
  public static final String INT8 = TensorEncoding.INT8.manifestName();

  /** {@link Manifest.TensorEntry#scalesOffset} of a tensor without scales. */
  public static final long NO_SCALES = -1;

  private static final int BLOCK = TensorEncoding.BLOCK;
  private static final int NIBBLE_BITS = 4;

  private final TensorEncoding encoding;
  private final int rows;
  private final int columns;
  private final ByteBuffer values; // [rows, columns]
  private final FloatBuffer rowScales; // [rows], or empty
  private final ShortBuffer blockScales; // [rows, columns / BLOCK], or empty
  private final ByteBuffer constants; // [rows, columns / BLOCK], or empty

  /** Views a tensor whose place has been checked against its entry. */
  TensorView(Manifest.TensorEntry tensor, ByteBuffer entry) {
    encoding = TensorEncoding.of(tensor.type());
    rows = tensor.rows();
    columns = tensor.columns();
    boolean kept = encoding == TensorEncoding.INT4_KEPT;
    long rowScalesOffset = kept ? tensor.constantScalesOffset() : tensor.scalesOffset();
    values = slice(entry, tensor.offset(), encoding.valueBytes(rows, columns));
    rowScales =
        slice(entry, rowScalesOffset, encoding.hasRowScales() ? (long) rows * Float.BYTES : 0)
            .asFloatBuffer();
    blockScales =
        slice(entry, tensor.scalesOffset(), encoding.blockScaleBytes(rows, columns))
            .asShortBuffer();
    constants = slice(entry, tensor.constantsOffset(), encoding.constantBytes(rows, columns));
  }

  /**
   * Views a copy of values in memory.
   *
   * @param values {@code [rows, columns]}, row-major
   */
  public static TensorView of(float[] values, int columns) {
    ByteBuffer bytes =
        ByteBuffer.allocate(Math.multiplyExact(values.length, Float.BYTES))
            .order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    int rows = values.length / columns;
    return new TensorView(
        new Manifest.TensorEntry("", FLOAT32, rows, columns, "", 0, NO_SCALES), bytes);
  }

  public int rows() {
    return rows;
  }

  public int columns() {
    return columns;
  }

  public TensorEncoding encoding() {
    return encoding;
  }

  /** Whether the values are integers with scales. */
  public boolean quantized() {
    return encoding != TensorEncoding.FLOAT32 && encoding != TensorEncoding.FLOAT16;
  }

  /** Writes a row's values as floats to {@code destination[from .. from + columns)}. */
  public void readRow(int row, float[] destination, int from) {
    if (row < 0 || row >= rows) {
      throw new IllegalArgumentException("expected a row below " + rows + " but found " + row);
    }
    switch (encoding) {
      case FLOAT32 -> readFloats(row, destination, from);
      case FLOAT16 -> readHalves(row, destination, from);
      case INT8 -> readBytes(row, destination, from);
      case INT4_BLOCKS, INT4_KEPT -> readBlocks(row, destination, from);
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

  private void readFloats(int row, float[] destination, int from) {
    for (int i = 0; i < columns; i++) {
      destination[from + i] = values.getFloat((row * columns + i) * Float.BYTES);
    }
  }

  private void readHalves(int row, float[] destination, int from) {
    for (int i = 0; i < columns; i++) {
      short half = values.getShort((row * columns + i) * Short.BYTES);
      destination[from + i] = HalfFloat.f16ToFloat(half);
    }
  }

  private void readBytes(int row, float[] destination, int from) {
    float scale = rowScales.get(row);
    for (int i = 0; i < columns; i++) {
      destination[from + i] = values.get(row * columns + i) * scale;
    }
  }

  private void readBlocks(int row, float[] destination, int from) {
    for (int start = 0; start < columns; start += BLOCK) {
      int block = (row * columns + start) / BLOCK;
      float scale = HalfFloat.f16ToFloat(blockScales.get(block));
      float constant =
          encoding == TensorEncoding.INT4_KEPT ? constants.get(block) * rowScales.get(row) : 0;
      for (int i = start; i < start + BLOCK; i += 2) {
        int pair = values.get((row * columns + i) / 2);
        destination[from + i] = lowNibble(pair) * scale + constant;
        destination[from + i + 1] = (pair >> NIBBLE_BITS) * scale + constant;
      }
    }
  }

  private static int lowNibble(int signedByte) {
    int shift = Integer.SIZE - NIBBLE_BITS;
    return signedByte << shift >> shift;
  }

  private static ByteBuffer slice(ByteBuffer entry, long offset, long bytes) {
    return bytes == 0
        ? ByteBuffer.allocate(0)
        : Buffers.slice(entry, (int) offset, Math.toIntExact(bytes));
  }
}
