package dev.ember.converter.export.tflite;

/** The element types of a decoder's tensors; numbers of {@code schema.fbs}. */
enum TensorType {
  FLOAT32(0),
  FLOAT16(1),
  INT32(2),
  INT8(9),
  INT4(17);

  private final int code;

  TensorType(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }
}
