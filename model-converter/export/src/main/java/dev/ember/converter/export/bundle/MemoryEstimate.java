package dev.ember.converter.export.bundle;

import dev.ember.converter.export.tflite.SignaturePlan;
import dev.ember.converter.export.weights.EncodingPlan;
import dev.ember.inference.bundle.TensorEncoding;
import dev.ember.inference.model.DecoderConfig;
import dev.ember.inference.model.TensorSpec;

/** How much memory a loaded model takes, for the phone to refuse one that is too large. */
public final class MemoryEstimate {
  /** Of a row of integer weights: scale, bias, and the sum that corrects for the zero point. */
  private static final int PACKED_ROW_BYTES = 12;

  /** Decode, prefill, verify. */
  private static final int SIGNATURES_PER_CONTEXT = 3;

  /** Of a signature's tables once loaded: each row's scale and zero point, twice. */
  private static final int TABLE_ROW_BYTES = 12;

  /** The same for the nodes of a layer, in both runtimes. */
  private static final int TABLE_LAYER_BYTES = 60 << 10;

  private static final int PREFILL_TOKENS = 64;

  /** Rows of scores that a prefill holds at once, and the cache as its kernels pack it. */
  private static final int LIVE_SCORES = 8;

  /**
   * The natives, Java's heap, buffers of inputs and outputs: what {@code ember bench --memory}
   * found beyond the rest, on a desktop.
   */
  private static final long RUNTIME_BYTES = 56L << 20;

  private MemoryEstimate() {}

  /**
   * Bytes when loaded with one full cache, its weights packed already: packed weights once for all
   * signatures, the signatures themselves, what they work in, the cache. The file itself is mapped
   * but hardly read.
   */
  public static long bytes(DecoderConfig config, EncodingPlan plan, int context) {
    long packed = 0;
    long rows = 0;
    for (TensorSpec tensor : TensorSpec.inFileOrder(config)) {
      if (!tensor.isVector() && !tensor.isHostTable()) {
        packed += packedBytes(tensor, plan.encoding(tensor));
        rows += tensor.rows();
      }
    }
    long signature = rows * TABLE_ROW_BYTES + (long) config.layers() * TABLE_LAYER_BYTES;
    long working = 0;
    for (int each : SignaturePlan.of(context).contexts()) {
      long scores = (long) config.heads() * PREFILL_TOKENS * each * Float.BYTES;
      working += SIGNATURES_PER_CONTEXT * signature + LIVE_SCORES * scores;
    }
    long cache = 2L * config.layers() * config.kvSize() * context * Float.BYTES;
    return packed + working + cache + RUNTIME_BYTES;
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
