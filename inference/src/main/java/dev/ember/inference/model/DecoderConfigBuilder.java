package dev.ember.inference.model;

import org.jspecify.annotations.Nullable;

/**
 * Puts a {@link DecoderConfig} together. What is not said is as in a Llama: kv heads as many as
 * heads, heads of {@code E / H}, theta 10,000, epsilon 1e-5, two tables.
 */
public final class DecoderConfigBuilder {
  private static final double USUAL_THETA = 10_000; // RoFormer
  private static final float USUAL_EPSILON = 1e-5f;

  private int vocabulary;
  private int context;
  private int hidden;
  private int layers;
  private int heads;
  private int kvHeads;
  private int headSize;
  private int feedForward;
  private Norms norms = Norms.rms(USUAL_EPSILON);
  private Biases biases = Biases.NONE;
  private FeedForwardKind feedForwardKind = FeedForwardKind.SWIGLU;
  private Embeddings embeddings = Embeddings.plain(false);
  private double theta = USUAL_THETA;
  private @Nullable AttentionLayout attention;

  DecoderConfigBuilder(int vocabulary, int context) {
    this.vocabulary = vocabulary;
    this.context = context;
  }

  DecoderConfigBuilder(DecoderConfig from) {
    vocabulary = from.vocabulary();
    context = from.context();
    hidden = from.hidden();
    layers = from.layers();
    heads = from.heads();
    kvHeads = from.kvHeads();
    headSize = from.headSize();
    feedForward = from.feedForward();
    norms = from.norms();
    biases = from.biases();
    feedForwardKind = from.feedForwardKind();
    embeddings = from.embeddings();
    attention = from.attention();
  }

  public DecoderConfigBuilder vocabulary(int size) {
    vocabulary = size;
    return this;
  }

  public DecoderConfigBuilder context(int positions) {
    context = positions;
    return this;
  }

  public DecoderConfigBuilder hidden(int size) {
    hidden = size;
    return this;
  }

  public DecoderConfigBuilder layers(int count) {
    layers = count;
    return this;
  }

  /** H and K, with D = E / H unless {@link #headSize} says otherwise. */
  public DecoderConfigBuilder heads(int queryHeads, int keyValueHeads) {
    heads = queryHeads;
    kvHeads = keyValueHeads;
    return this;
  }

  public DecoderConfigBuilder headSize(int size) {
    headSize = size;
    return this;
  }

  public DecoderConfigBuilder feedForward(int size) {
    feedForward = size;
    return this;
  }

  /** RMSNorm with this epsilon, before each block only. */
  public DecoderConfigBuilder normEpsilon(float epsilon) {
    return norms(Norms.rms(epsilon));
  }

  public DecoderConfigBuilder norms(Norms kinds) {
    norms = kinds;
    return this;
  }

  public DecoderConfigBuilder biases(Biases which) {
    biases = which;
    return this;
  }

  public DecoderConfigBuilder feedForwardKind(FeedForwardKind kind) {
    feedForwardKind = kind;
    return this;
  }

  /** One table for both ends, or two; rows as they are. */
  public DecoderConfigBuilder tied(boolean isTied) {
    return embeddings(Embeddings.plain(isTied));
  }

  public DecoderConfigBuilder embeddings(Embeddings kinds) {
    embeddings = kinds;
    return this;
  }

  /** Plain rotary positions over whole heads and full attention in all layers. */
  public DecoderConfigBuilder ropeTheta(double base) {
    theta = base;
    attention = null;
    return this;
  }

  public DecoderConfigBuilder attention(AttentionLayout layout) {
    attention = layout;
    return this;
  }

  /**
   * @throws IllegalArgumentException if there can be no such decoder
   */
  public DecoderConfig build() {
    int size = headSize == 0 && heads > 0 ? hidden / heads : headSize;
    AttentionLayout layout = attention;
    if (layout == null) {
      Rotary rotary = Rotary.plain(size, theta);
      int count = Math.max(0, Math.min(layers, DecoderConfig.MAX_LAYERS));
      layout = AttentionLayout.uniform(count, AttentionKind.FULL, rotary);
    }
    return new DecoderConfig(
        vocabulary,
        context,
        hidden,
        layers,
        heads,
        kvHeads,
        size,
        feedForward,
        norms,
        biases,
        feedForwardKind,
        embeddings,
        layout);
  }
}
