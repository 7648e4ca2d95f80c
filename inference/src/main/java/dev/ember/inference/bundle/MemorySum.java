package dev.ember.inference.bundle;

import dev.ember.inference.model.DecoderConfig;
import dev.ember.inference.model.TensorName;
import dev.ember.inference.model.TensorSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What a model takes when it is loaded, its weights packed already: packed weights once for all
 * signatures, the signatures themselves, what they work in, one full cache. Of several contexts its
 * own is open beside that cache, the smallest, and {@link #KEPT_CONTEXTS} behind that one. The file
 * itself is mapped but hardly read.
 */
public final class MemorySum {
  /** Of a row of integer weights: scale, bias, and the sum that corrects for the zero point. */
  private static final int PACKED_ROW_BYTES = 12;

  /** Of a signature's tables once loaded: each row's scale and zero point, twice. */
  private static final int TABLE_ROW_BYTES = 12;

  /** The same for the nodes of a layer, in both runtimes. */
  private static final int TABLE_LAYER_BYTES = 60 << 10;

  /** The linear layers of a layer: queries to values, output, gate and up, down. */
  private static final int LINEAR_LAYERS = 4;

  private static final int PREFILL_TOKENS = 64;

  /** Contexts beside the smallest that stay open although no chat is in them: the next one is. */
  public static final int KEPT_CONTEXTS = 1;

  /** Rows of scores that a prefill holds at once, and the cache as its kernels pack it. */
  private static final int LIVE_SCORES = 8;

  /**
   * The natives, Java's heap, buffers of inputs and outputs: what {@code ember bench --memory}
   * found beyond the rest, on a desktop.
   */
  private static final long RUNTIME_BYTES = 56L << 20;

  /** Which signatures of a context are opened. */
  public enum Opened {
    /** Decode, prefill, verify. */
    ALL(3, PREFILL_TOKENS),

    /** Decode alone: prompts are read one token at a time. */
    DECODE(1, 1);

    private final int count;
    private final int tokens;

    Opened(int count, int tokens) {
      this.count = count;
      this.tokens = tokens;
    }
  }

  private final DecoderConfig config;
  private long packedBytes;
  private long readBytes;
  private long tableBytes; // of one signature

  /**
   * @param encoding of each tensor that a graph reads
   */
  public MemorySum(DecoderConfig config, Function<TensorSpec, TensorEncoding> encoding) {
    this.config = config;
    tableBytes = (long) config.layers() * TABLE_LAYER_BYTES;
    for (TensorSpec tensor : TensorSpec.inFileOrder(config)) {
      if (!tensor.isVector() && !tensor.isHostTable()) {
        TensorEncoding stored = encoding.apply(tensor);
        packedBytes += packedBytes(tensor, stored);
        readBytes += readBytes(tensor, stored);
        tableBytes += tableBytes(tensor, stored);
      }
    }
  }

  /** Of a bundle's first graph. */
  public static MemorySum of(Manifest manifest) {
    Map<String, TensorEncoding> encodings = new HashMap<>();
    for (Manifest.TensorEntry tensor : manifest.tensors()) {
      encodings.put(tensor.name(), TensorEncoding.of(tensor.type()));
    }
    if (manifest.config().embeddings().tied()) { // one tensor, by the name of the table
      TensorEncoding table = encodings.get(TensorName.EMBEDDING);
      if (table != null) {
        encodings.putIfAbsent(TensorName.UNEMBEDDING, table);
      }
    }
    return new MemorySum(
        manifest.config(), tensor -> encodings.getOrDefault(tensor.name(), TensorEncoding.FLOAT32));
  }

  /** Of the weights as the kernels hold them, once. */
  public long packedBytes() {
    return packedBytes;
  }

  /** Of the weights that the kernels read for each token: of halves, the floats they become. */
  public long readBytes() {
    return readBytes;
  }

  /**
   * Bytes with a full cache of the largest of these contexts.
   *
   * @param contexts that there are signatures for: not empty, ascending
   */
  public long bytes(List<Integer> contexts, Opened opened) {
    return parts(contexts, opened).total();
  }

  /** The same, part by part. */
  public MemoryParts parts(List<Integer> contexts, Opened opened) {
    int largest = contexts.get(contexts.size() - 1);
    int kept = Math.min(1 + KEPT_CONTEXTS, contexts.size() - 1);
    List<Integer> open = new ArrayList<>(contexts.subList(0, kept));
    open.add(largest);
    long working = 0;
    for (int each : open) {
      working += (long) LIVE_SCORES * config.heads() * opened.tokens * each * Float.BYTES;
    }
    return new MemoryParts(
        packedBytes,
        tableBytes * opened.count * open.size(),
        working,
        config.cacheBytesPerToken() * largest,
        RUNTIME_BYTES);
  }

  /**
   * What a signature keeps of a weight for itself: tables of its rows, the scales of its blocks as
   * bfloat16; and for the constants of a kept grid, which are a linear layer of their own, rows and
   * nodes once more.
   */
  private static long tableBytes(TensorSpec tensor, TensorEncoding encoding) {
    long ofRows = (long) tensor.rows() * TABLE_ROW_BYTES;
    if (!encoding.inBlocks()) {
      return ofRows;
    }
    long scales = encoding.blockScaleBytes(tensor.rows(), tensor.columns());
    return encoding == TensorEncoding.INT4_KEPT
        ? 2 * ofRows + scales + TABLE_LAYER_BYTES / LINEAR_LAYERS
        : ofRows + scales;
  }

  private static long readBytes(TensorSpec tensor, TensorEncoding encoding) {
    return encoding == TensorEncoding.FLOAT16
        ? tensor.size() * Float.BYTES
        : packedBytes(tensor, encoding);
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
