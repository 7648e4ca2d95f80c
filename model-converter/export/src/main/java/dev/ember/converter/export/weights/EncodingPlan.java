package dev.ember.converter.export.weights;

import dev.ember.inference.bundle.TensorEncoding;
import dev.ember.inference.model.DecoderConfig;
import dev.ember.inference.model.TensorName;
import dev.ember.inference.model.TensorSpec;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Which tensor of a model is stored how. */
public final class EncodingPlan {
  private final Quantization quantization;
  private final WeightSource source;
  private final Set<String> feedForward = new HashSet<>();

  /**
   * @throws IllegalArgumentException if a grid is to be kept and the source has none
   */
  public EncodingPlan(Quantization quantization, WeightSource source) {
    this.quantization = quantization;
    this.source = source;
    DecoderConfig config = source.config();
    for (int layer = 0; layer < config.layers(); layer++) {
      feedForward.add(TensorName.gateUp(layer));
      feedForward.add(TensorName.down(layer));
    }
    if (quantization == Quantization.KEEP && !anyGrid()) {
      throw new IllegalArgumentException(
          "expected a source with weights on a 4-bit grid, to keep it, but found none");
    }
  }

  public Quantization quantization() {
    return quantization;
  }

  public TensorEncoding encoding(TensorSpec tensor) {
    if (tensor.isVector() || tensor.name().equals(TensorName.POSITION_EMBEDDING)) {
      return TensorEncoding.FLOAT32;
    }
    return switch (quantization) {
      case FLOAT32 -> TensorEncoding.FLOAT32;
      case FLOAT16 -> TensorEncoding.FLOAT16;
      case INT8_PER_CHANNEL -> TensorEncoding.INT8;
      case SMALL ->
          feedForward.contains(tensor.name()) && inBlocks(tensor)
              ? TensorEncoding.INT4_BLOCKS
              : TensorEncoding.INT8;
      case KEEP -> hasGrid(tensor) ? TensorEncoding.INT4_KEPT : TensorEncoding.INT8;
    };
  }

  /**
   * A tensor that is int8 although the quantization is there for four bits.
   *
   * @param reason why it is, for people
   */
  public record Fallback(TensorSpec tensor, String reason) {}

  /**
   * The tensors that the quantization would store in four bits if it could, in the order of the
   * file: with {@link Quantization#SMALL} feed-forward layers that cannot be cut into blocks, with
   * {@link Quantization#KEEP} what the source has not on a 4-bit grid.
   */
  public List<Fallback> fallbacks() {
    List<Fallback> fallbacks = new ArrayList<>();
    for (TensorSpec tensor : TensorSpec.inFileOrder(source.config())) {
      boolean meant =
          quantization == Quantization.KEEP
              || quantization == Quantization.SMALL && feedForward.contains(tensor.name());
      if (meant && encoding(tensor) == TensorEncoding.INT8) {
        fallbacks.add(new Fallback(tensor, reason(tensor)));
      }
    }
    return fallbacks;
  }

  private String reason(TensorSpec tensor) {
    if (!inBlocks(tensor)) {
      return "rows of "
          + tensor.columns()
          + " values are no whole number of blocks of "
          + TensorEncoding.BLOCK;
    }
    return "stored as " + (source instanceof GridSource grid ? grid.storedAs(tensor) : "floats");
  }

  /** Bytes of the tensors of a graph that another one does not store alike. */
  public long bytesBeside(EncodingPlan other) {
    long bytes = 0;
    for (TensorSpec tensor : TensorSpec.inFileOrder(source.config())) {
      TensorEncoding encoding = encoding(tensor);
      boolean shared = tensor.isHostTable() || encoding == other.encoding(tensor);
      bytes += shared ? 0 : encoding.bytes(tensor.rows(), tensor.columns());
    }
    return bytes;
  }

  /** Bytes of all tensors together. */
  public long bytes() {
    long bytes = 0;
    for (TensorSpec tensor : TensorSpec.inFileOrder(source.config())) {
      bytes += encoding(tensor).bytes(tensor.rows(), tensor.columns());
    }
    return bytes;
  }

  private boolean anyGrid() {
    for (TensorSpec tensor : TensorSpec.inFileOrder(source.config())) {
      if (hasGrid(tensor)) {
        return true;
      }
    }
    return false;
  }

  private boolean hasGrid(TensorSpec tensor) {
    return source instanceof GridSource grid && inBlocks(tensor) && grid.hasGrid(tensor);
  }

  private static boolean inBlocks(TensorSpec tensor) {
    return tensor.columns() % TensorEncoding.BLOCK == 0;
  }
}
