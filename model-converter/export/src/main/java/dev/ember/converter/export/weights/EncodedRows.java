package dev.ember.converter.export.weights;

import dev.ember.inference.bundle.TensorEncoding;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A few rows of a tensor in the form of the file. The buffers' positions are not used. */
final class EncodedRows {
  private final int columns;
  private final TensorEncoding encoding;
  private final ByteBuffer values; // [capacity, columns]
  private final ByteBuffer blockScales; // [capacity, columns / 32] binary16, or empty
  private final ByteBuffer constants; // [capacity, columns / 32], or empty
  private final float[] rowScales; // [capacity]

  /** Room for some rows. */
  EncodedRows(TensorEncoding encoding, int capacity, int columns) {
    this.encoding = encoding;
    this.columns = columns;
    values = buffer(encoding.valueBytes(capacity, columns));
    blockScales = buffer(encoding.blockScaleBytes(capacity, columns));
    constants = buffer(encoding.constantBytes(capacity, columns));
    rowScales = new float[capacity];
  }

  TensorEncoding encoding() {
    return encoding;
  }

  int columns() {
    return columns;
  }

  ByteBuffer values() {
    return values;
  }

  ByteBuffer blockScales() {
    return blockScales;
  }

  ByteBuffer constants() {
    return constants;
  }

  float[] rowScales() {
    return rowScales;
  }

  private static ByteBuffer buffer(long bytes) {
    return ByteBuffer.allocate(Math.toIntExact(bytes)).order(ByteOrder.LITTLE_ENDIAN);
  }
}
