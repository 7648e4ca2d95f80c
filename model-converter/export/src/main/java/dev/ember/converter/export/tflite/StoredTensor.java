package dev.ember.converter.export.tflite;

import dev.ember.inference.bundle.TensorEncoding;
import dev.ember.inference.model.TensorSpec;

/**
 * A weight of the file: what it is, how it is stored, and the scales of its rows. Not its values,
 * which are parts of the file.
 */
final class StoredTensor {
  private final TensorSpec spec;
  private final TensorEncoding encoding;
  private final float[] rowScales; // [rows], or empty

  /** The scales of rows are zeros, to be filled in before the tables are written. */
  StoredTensor(TensorSpec spec, TensorEncoding encoding) {
    this.spec = spec;
    this.encoding = encoding;
    this.rowScales = new float[encoding.hasRowScales() ? spec.rows() : 0];
  }

  TensorSpec spec() {
    return spec;
  }

  TensorEncoding encoding() {
    return encoding;
  }

  /** One scale a row, of the values or of the blocks' constants; empty if rows have none. */
  float[] rowScales() {
    return rowScales;
  }

  /** Bytes of a part in the file; 0 if the encoding has no such part. */
  long bytes(Part part) {
    return switch (part) {
      case VALUES -> encoding.valueBytes(spec.rows(), spec.columns());
      case BLOCK_SCALES -> encoding.blockScaleBytes(spec.rows(), spec.columns());
      case CONSTANTS -> encoding.constantBytes(spec.rows(), spec.columns());
    };
  }

  /** What lies behind the tables, each part in a buffer of its own. */
  enum Part {
    VALUES,
    BLOCK_SCALES,
    CONSTANTS
  }
}
