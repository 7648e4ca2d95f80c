package dev.ember.converter.export.tflite;

/**
 * The operators of a decoder, each at the lowest version that computes what it needs, so that the
 * oldest runtime takes them. Numbers are those of TensorFlow Lite's {@code schema.fbs}.
 */
enum Operator {
  ADD(0, 11, 1),
  CONCATENATION(2, 10, 1),
  /** Halves to float32; 3 is the first version that takes halves. */
  DEQUANTIZE(6, 38, 3),
  /** Float32 weights; 5 is the first version with {@code keep_num_dims}. */
  FULLY_CONNECTED(9, 8, 5),
  /** Integer weights, float32 activations, {@code asymmetric_quantize_inputs}. */
  FULLY_CONNECTED_QUANTIZED(9, 8, 9),
  LOGISTIC(14, 0, 1),
  MUL(18, 21, 1),
  RESHAPE(22, 17, 1),
  SOFTMAX(25, 9, 1),
  TRANSPOSE(39, 26, 1),
  MEAN(40, 27, 1),
  SUB(41, 28, 1),
  SLICE(65, 48, 1),
  RSQRT(76, 0, 1),
  BATCH_MATMUL(126, 101, 1);

  private final int code;
  private final int optionsType;
  private final int version;

  Operator(int code, int optionsType, int version) {
    this.code = code;
    this.optionsType = optionsType;
    this.version = version;
  }

  /** {@code BuiltinOperator}; all are below 127, so the old one-byte field holds them too. */
  int code() {
    return code;
  }

  /** Member of the union {@code BuiltinOptions}, 0 for none. */
  int optionsType() {
    return optionsType;
  }

  int version() {
    return version;
  }
}
