package dev.ember.converter.export.tflite;

import dev.ember.inference.model.TensorSpec;

/** A weight of the file: what it is, how it is stored, and its scales. Not its values. */
final class StoredTensor {
  private final TensorSpec spec;
  private final TensorType type;
  private final float[] scales; // [rows], or empty for float32

  StoredTensor(TensorSpec spec, TensorType type, float[] scales) {
    this.spec = spec;
    this.type = type;
    this.scales = scales;
  }

  TensorSpec spec() {
    return spec;
  }

  TensorType type() {
    return type;
  }

  /** One scale a row, or empty for float32. */
  float[] scales() {
    return scales;
  }

  /** Bytes of the values in the file. */
  long bytes() {
    return spec.size() * (type == TensorType.INT8 ? 1 : Float.BYTES);
  }
}
