package dev.ember.inference.bundle;

import dev.ember.inference.checkpoint.HalfFloat;
import dev.ember.inference.file.Buffers;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.ShortBuffer;

/**
 * Reads rows of one {@link TensorView} as floats and allocates nothing for them. A row's bytes are
 * copied first: a call on a buffer for each value costs several times what is done with it.
 *
 * <p>One thread at a time, for a row passes through a scratch array; each thread has its own.
 */
public final class TensorReader {
  private static final int BLOCK = TensorEncoding.BLOCK;
  private static final int NIBBLE_BITS = 4;
  private static final int BYTE_MASK = 0xff;

  private final TensorEncoding encoding;
  private final int rows;
  private final int columns;
  private final ByteBuffer values; // [rows, columns]
  private final FloatBuffer floats; // the same
  private final FloatBuffer rowScales; // [rows], or empty
  private final ShortBuffer blockScales; // [rows, columns / BLOCK], or empty
  private final ByteBuffer constants; // [rows, columns / BLOCK], or empty
  private final byte[] bytes; // of one row

  /** Each buffer is read from its own beginning; none is changed. */
  TensorReader(
      TensorView view,
      ByteBuffer values,
      FloatBuffer rowScales,
      ShortBuffer blockScales,
      ByteBuffer constants) {
    encoding = view.encoding();
    rows = view.rows();
    columns = view.columns();
    this.values = values.duplicate();
    floats = values.asFloatBuffer();
    this.rowScales = rowScales;
    this.blockScales = blockScales;
    this.constants = constants;
    bytes = new byte[encoding == TensorEncoding.FLOAT32 ? 0 : values.capacity() / rows];
  }

  /** Writes a row's values as floats to {@code destination[from .. from + columns)}. */
  public void read(int row, float[] destination, int from) {
    if (row < 0 || row >= rows) {
      throw new IllegalArgumentException("expected a row below " + rows + " but found " + row);
    }
    if (encoding == TensorEncoding.FLOAT32) {
      Buffers.setRange(floats, row * columns, columns);
      floats.get(destination, from, columns);
      return;
    }
    Buffers.setRange(values, row * bytes.length, bytes.length);
    values.get(bytes);
    switch (encoding) {
      case FLOAT16 -> halves(destination, from);
      case INT8 -> integers(rowScales.get(row), destination, from);
      default -> blocks(row, destination, from);
    }
  }

  private void halves(float[] destination, int from) {
    for (int i = 0; i < columns; i++) {
      int half = bytes[2 * i] & BYTE_MASK | bytes[2 * i + 1] << Byte.SIZE;
      destination[from + i] = HalfFloat.f16ToFloat((short) half);
    }
  }

  private void integers(float scale, float[] destination, int from) {
    byte[] row = bytes;
    for (int i = 0; i < row.length; i++) {
      destination[from + i] = row[i] * scale;
    }
  }

  private void blocks(int row, float[] destination, int from) {
    boolean kept = encoding == TensorEncoding.INT4_KEPT;
    for (int start = 0; start < columns; start += BLOCK) {
      int block = (row * columns + start) / BLOCK;
      float scale = HalfFloat.f16ToFloat(blockScales.get(block));
      float constant = kept ? constants.get(block) * rowScales.get(row) : 0;
      for (int i = start; i < start + BLOCK; i += 2) {
        int pair = bytes[i / 2];
        destination[from + i] = lowNibble(pair) * scale + constant;
        destination[from + i + 1] = (pair >> NIBBLE_BITS) * scale + constant;
      }
    }
  }

  private static int lowNibble(int signedByte) {
    int shift = Integer.SIZE - NIBBLE_BITS;
    return signedByte << shift >> shift;
  }
}
