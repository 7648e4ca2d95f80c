package dev.ember.inference.model;

import java.util.List;

/**
 * Float32 weights in the canonical form of Ember, row-major {@code [rows, columns]}; every linear
 * layer computes {@code y = W x}.
 *
 * <p>Canonical means: q, k and v fused in this order with {@code 1/sqrt(D)} already folded into the
 * q rows, gate and up fused in this order, rotary pairs {@code (i, i + D/2)}. The names of the
 * tensors in a bundle are those of {@link TensorName}.
 */
public final class DecoderWeights {

  /** One layer. */
  public static final class Layer {
    private final float[] attentionNorm; // [E]
    private final float[] qkv; // [(H + 2K) * D, E]
    private final float[] attentionOutput; // [E, H * D]
    private final float[] feedForwardNorm; // [E]
    private final float[] gateUp; // [2F, E]
    private final float[] down; // [E, F]

    public Layer(
        float[] attentionNorm,
        float[] qkv,
        float[] attentionOutput,
        float[] feedForwardNorm,
        float[] gateUp,
        float[] down) {
      this.attentionNorm = attentionNorm;
      this.qkv = qkv;
      this.attentionOutput = attentionOutput;
      this.feedForwardNorm = feedForwardNorm;
      this.gateUp = gateUp;
      this.down = down;
    }

    /** Gamma of the RMSNorm before attention, {@code [E]}. */
    public float[] attentionNorm() {
      return attentionNorm;
    }

    /** Fused projection {@code [(H + 2K) * D, E]}, q rows scaled by {@code 1/sqrt(D)}. */
    public float[] qkv() {
      return qkv;
    }

    /** Output projection {@code [E, H * D]}. */
    public float[] attentionOutput() {
      return attentionOutput;
    }

    /** Gamma of the RMSNorm before the feed-forward block, {@code [E]}. */
    public float[] feedForwardNorm() {
      return feedForwardNorm;
    }

    /** Fused gate and up projections {@code [2F, E]}. */
    public float[] gateUp() {
      return gateUp;
    }

    /** Down projection {@code [E, F]}. */
    public float[] down() {
      return down;
    }
  }

  private final DecoderConfig config;
  private final float[] embedding; // [V, E]
  private final List<Layer> layers; // L
  private final float[] finalNorm; // [E]
  private final float[] unembedding; // [V, E], the same array when tied

  /**
   * Checks every length against the configuration.
   *
   * @throws IllegalArgumentException naming the tensor, the expected and the found length
   */
  public DecoderWeights(
      DecoderConfig config,
      float[] embedding,
      List<Layer> layers,
      float[] finalNorm,
      float[] unembedding) {
    this.config = config;
    this.embedding = embedding;
    this.layers = List.copyOf(layers);
    this.finalNorm = finalNorm;
    this.unembedding = unembedding;
    requireLengths();
  }

  public DecoderConfig config() {
    return config;
  }

  /** Embedding table {@code [V, E]}. */
  public float[] embedding() {
    return embedding;
  }

  public List<Layer> layers() {
    return layers;
  }

  /** Gamma of the last RMSNorm, {@code [E]}. */
  public float[] finalNorm() {
    return finalNorm;
  }

  /** Unembedding {@code [V, E]}; the very array of {@link #embedding} when tied. */
  public float[] unembedding() {
    return unembedding;
  }

  private void requireLengths() {
    int e = config.hidden();
    int f = config.feedForward();
    if (layers.size() != config.layers()) {
      throw new IllegalArgumentException(
          "expected " + config.layers() + " layers but found " + layers.size());
    }
    requireLength("embedding", embedding, (long) config.vocabulary() * e);
    requireLength("finalNorm", finalNorm, e);
    requireLength("unembedding", unembedding, (long) config.vocabulary() * e);
    for (Layer layer : layers) {
      requireLength("attentionNorm", layer.attentionNorm, e);
      requireLength("qkv", layer.qkv, (long) config.qkvRows() * e);
      requireLength("attentionOutput", layer.attentionOutput, (long) e * config.attentionSize());
      requireLength("feedForwardNorm", layer.feedForwardNorm, e);
      requireLength("gateUp", layer.gateUp, 2L * f * e);
      requireLength("down", layer.down, (long) e * f);
    }
  }

  private static void requireLength(String name, float[] values, long expected) {
    if (values.length != expected) {
      throw new IllegalArgumentException(
          "expected " + expected + " floats of " + name + " but found " + values.length);
    }
  }
}
