package dev.ember.inference.bundle;

import dev.ember.inference.file.Buffers;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.ShortBuffer;

/**
 * One weight in the mapped file, {@code [rows, columns]}, in any {@link TensorEncoding}. Safe on
 * any thread.
 */
public final class TensorView {
  /** {@link Manifest.TensorEntry#type} of a tensor stored as it is. */
  public static final String FLOAT32 = TensorEncoding.FLOAT32.manifestName();

  /** {@link Manifest.TensorEntry#type} of a tensor with one scale a row. */
  public static final String INT8 = TensorEncoding.INT8.manifestName();

  /** {@link Manifest.TensorEntry#scalesOffset} of a tensor without scales. */
  public static final long NO_SCALES = -1;

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

  /** What reads its rows as floats: one for each thread. */
  public TensorReader reader() {
    return new TensorReader(this, values, rowScales, blockScales, constants);
  }

  /** All values as floats, row-major. */
  public float[] toFloats() {
    float[] floats = new float[rows * columns]; // [rows, columns]
    TensorReader reader = reader();
    for (int row = 0; row < rows; row++) {
      reader.read(row, floats, row * columns);
    }
    return floats;
  }

  private static ByteBuffer slice(ByteBuffer entry, long offset, long bytes) {
    return bytes == 0
        ? ByteBuffer.allocate(0)
        : Buffers.slice(entry, (int) offset, Math.toIntExact(bytes));
  }
}
