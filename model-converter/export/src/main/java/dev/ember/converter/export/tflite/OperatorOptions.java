package dev.ember.converter.export.tflite;

import com.google.flatbuffers.FlatBufferBuilder;

/** The option tables of the operators; slots are the fields' positions in {@code schema.fbs}. */
final class OperatorOptions {
  private OperatorOptions() {}

  /** No table: the operator has no options. */
  static int none(FlatBufferBuilder builder) {
    return 0;
  }

  static int add(FlatBufferBuilder builder) {
    return empty(builder, 2);
  }

  static int sub(FlatBufferBuilder builder) {
    return empty(builder, 2);
  }

  static int mul(FlatBufferBuilder builder) {
    return empty(builder, 1);
  }

  static int dequantize(FlatBufferBuilder builder) {
    return empty(builder, 0);
  }

  static int slice(FlatBufferBuilder builder) {
    return empty(builder, 0);
  }

  static int transpose(FlatBufferBuilder builder) {
    return empty(builder, 0);
  }

  static int batchMatmul(FlatBufferBuilder builder) {
    return empty(builder, 3);
  }

  /**
   * Keeps all axes but the last. Without {@code asymmetric_quantize_inputs} the 2.16.1 runtime for
   * ARM silently ignores the scales of int8 channels.
   *
   * @param quantized whether the weights are integers
   */
  static int fullyConnected(FlatBufferBuilder builder, boolean quantized) {
    builder.startTable(4);
    builder.addBoolean(2, true, false); // keep_num_dims
    builder.addBoolean(3, quantized, false); // asymmetric_quantize_inputs
    return builder.endTable();
  }

  static int softmax(FlatBufferBuilder builder) {
    builder.startTable(1);
    builder.addFloat(0, 1, 0); // beta
    return builder.endTable();
  }

  static int reducer(FlatBufferBuilder builder) {
    builder.startTable(1);
    builder.addBoolean(0, true, false); // keep_dims
    return builder.endTable();
  }

  static int concatenation(FlatBufferBuilder builder, int axis) {
    builder.startTable(2);
    builder.addInt(0, axis, 0);
    return builder.endTable();
  }

  static int reshape(FlatBufferBuilder builder, int... shape) {
    int vector = FlatbufferFile.intVector(builder, shape);
    builder.startTable(1);
    builder.addOffset(0, vector, 0); // new_shape
    return builder.endTable();
  }

  private static int empty(FlatBufferBuilder builder, int slots) {
    builder.startTable(slots);
    return builder.endTable();
  }
}
