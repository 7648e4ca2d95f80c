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
   * The tensors that the quantization would store in 4-bit blocks but whose rows are no whole
   * number of blocks; they are int8.
   */
  public List<TensorSpec> withoutBlocks() {
    List<TensorSpec> odd = new ArrayList<>();
    for (TensorSpec tensor : TensorSpec.inFileOrder(source.config())) {
      if (quantization == Quantization.SMALL
          && feedForward.contains(tensor.name())
          && !inBlocks(tensor)) {
        odd.add(tensor);
      }
    }
    return odd;
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
