package dev.ember.inference.model;

import java.util.HashMap;
import java.util.Map;

/**
 * Float32 weights in the canonical form of Ember, row-major {@code [rows, columns]}; every linear
 * layer computes {@code y = W x + b}. Which tensors there are is said by {@link
 * TensorSpec#inFileOrder}.
 *
 * <p>Canonical means: q, k and v fused in this order, gate and up fused in this order; the factor
 * on attention's scores (mostly {@code 1/sqrt(D)}) folded into the q rows and their bias, or, where
 * heads are normed, into the gamma of the queries; a norm multiplies by gamma itself, so that
 * {@code 1 + w} of zero-centred weights is already added; rotary pairs {@code (i, i + R/2)}.
 */
public final class DecoderWeights {
  private final DecoderConfig config;
  private final Map<String, float[]> tensors; // by TensorName

  /**
   * Checks names and lengths against the configuration. The arrays are not copied.
   *
   * @param tensors by name, each of {@link TensorSpec#inFileOrder} and no other
   * @throws IllegalArgumentException naming the tensor, the expected and the found length
   */
  public DecoderWeights(DecoderConfig config, Map<String, float[]> tensors) {
    this.config = config;
    this.tensors = new HashMap<>(tensors);
    int known = 0;
    for (TensorSpec spec : TensorSpec.inFileOrder(config)) {
      float[] values = tensors.get(spec.name());
      if (values == null || values.length != spec.size()) {
        throw new IllegalArgumentException(
            "expected "
                + spec.size()
                + " floats of "
                + spec.name()
                + " but found "
                + (values == null ? "none" : values.length));
      }
      known++;
    }
    if (known != tensors.size()) {
      throw new IllegalArgumentException(
          "expected " + known + " tensors but found " + tensors.size());
    }
  }

  public DecoderConfig config() {
    return config;
  }

  /**
   * The values of a tensor, not a copy. In a tied model {@link TensorName#EMBEDDING} is {@link
   * TensorName#UNEMBEDDING}.
   *
   * @param name of {@link TensorName}
   * @throws IllegalArgumentException if the decoder has no such tensor
   */
  public float[] tensor(String name) {
    boolean tied = config.tiedEmbeddings() && name.equals(TensorName.EMBEDDING);
    float[] values = tensors.get(tied ? TensorName.UNEMBEDDING : name);
    if (values == null) {
      throw new IllegalArgumentException(
          "expected one of " + tensors.size() + " tensors but found " + name);
    }
    return values;
  }
}
