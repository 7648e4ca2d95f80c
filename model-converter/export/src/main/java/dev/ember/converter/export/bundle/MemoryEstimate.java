package dev.ember.converter.export.bundle;

import dev.ember.converter.export.weights.EncodingPlan;
import dev.ember.inference.bundle.TensorEncoding;
import dev.ember.inference.model.DecoderConfig;
import dev.ember.inference.model.TensorName;
import dev.ember.inference.model.TensorSpec;

/** How much memory a loaded model takes, for the phone to refuse one that is too large. */
public final class MemoryEstimate {
  /** Both of them pack the weights; only one has the unembedding. */
  private static final int SIGNATURES = 2;

  /** Of a row of integer weights: scale, bias, and the sum that corrects for the zero point. */
  private static final int PACKED_ROW_BYTES = 12;

  /** Intermediate results of both signatures, buffers of inputs and outputs, the runtime itself. */
  private static final long RUNTIME_BYTES = 24L << 20;

  private MemoryEstimate() {}

  /** Bytes when loaded: the mapped file, the packed weights, and one full cache. */
  public static long bytes(DecoderConfig config, EncodingPlan plan, int context) {
    long packed = 0;
    for (TensorSpec tensor : TensorSpec.inFileOrder(config)) {
      if (!tensor.isVector() && !tensor.isHostTable()) {
        int copies = tensor.name().equals(TensorName.UNEMBEDDING) ? 1 : SIGNATURES;
        packed += copies * packedBytes(tensor, plan.encoding(tensor));
      }
    }
    long cache = 2L * config.layers() * config.kvSize() * context * Float.BYTES;
    return plan.bytes() + packed + cache + RUNTIME_BYTES;
  }

  /** As XNNPACK lays a weight out; halves are widened first, and both copies stay. */
  private static long packedBytes(TensorSpec tensor, TensorEncoding encoding) {
    long stored = encoding.bytes(tensor.rows(), tensor.columns());
    return switch (encoding) {
      case FLOAT32 -> stored;
      case FLOAT16 -> 2 * tensor.size() * Float.BYTES;
      case INT8, INT4_BLOCKS -> stored + (long) tensor.rows() * PACKED_ROW_BYTES;
      case INT4_KEPT -> {
        long sums = tensor.columns() * (long) tensor.columns() / TensorEncoding.BLOCK / 2;
        yield stored + sums + (long) tensor.rows() * 2 * PACKED_ROW_BYTES;
      }
    };
  }
}
