package dev.ember.inference.model;

/**
 * The shape of a decoder and what it computes. There is one decoder; what families of models do
 * differently is an option here.
 *
 * <pre>
 * x = scale * embedding[token] (+ position)
 * each layer:  x += post(W_o attention(rotate(norm_heads(W_qkv norm(x)))))
 *              x += post(feed_forward(norm(x)))
 * logits = W_u norm(x)
 * </pre>
 *
 * {@link #llama} begins a {@link DecoderConfigBuilder} with the options that most models have.
 *
 * @param vocabulary V, rows of the embedding table
 * @param context C, the most positions that the model was made for
 * @param hidden E
 * @param layers L
 * @param heads H, query heads
 * @param kvHeads K, key/value heads; query head h reads kv head {@code h / (H / K)}
 * @param headSize D
 * @param feedForward F
 * @param norms kind and places of the norms
 * @param biases which linear layers have one
 * @param feedForwardKind what the feed-forward block computes
 * @param embeddings how tokens get in and out
 * @param attention windows and rotary positions, layer by layer
 */
public record DecoderConfig(
    int vocabulary,
    int context,
    int hidden,
    int layers,
    int heads,
    int kvHeads,
    int headSize,
    int feedForward,
    Norms norms,
    Biases biases,
    FeedForwardKind feedForwardKind,
    Embeddings embeddings,
    AttentionLayout attention) {

  /** More than any known model has by far; a larger number is a damaged file. */
  public static final int MAX_LAYERS = 1 << 10;

  public DecoderConfig {
    requirePositive("vocabulary", vocabulary);
    requirePositive("context", context);
    requirePositive("hidden", hidden);
    requirePositive("layers", layers);
    requirePositive("heads", heads);
    requirePositive("kvHeads", kvHeads);
    requirePositive("headSize", headSize);
    requirePositive("feedForward", feedForward);
    if (layers > MAX_LAYERS) {
      throw new IllegalArgumentException(
          "expected a layers of at most " + MAX_LAYERS + " but found " + layers);
    }
    if (heads % kvHeads != 0) {
      throw new IllegalArgumentException(
          "expected query heads to be a multiple of kv heads but found "
              + heads
              + " and "
              + kvHeads);
    }
    if (attention.kindOfLayer().size() != layers) {
      throw new IllegalArgumentException(
          "expected the kinds of "
              + layers
              + " layers but found "
              + attention.kindOfLayer().size());
    }
    for (Rotary rotary : attention.rotaries()) {
      if (rotary.dimensions() > headSize) {
        throw new IllegalArgumentException(
            "expected at most "
                + headSize
                + " rotary dimensions, the head size, but found "
                + rotary.dimensions());
      }
    }
  }

  /**
   * The usual form: RMSNorm before each block, rotary positions over whole heads, full attention,
   * SwiGLU, no biases.
   */
  public static DecoderConfigBuilder llama(int vocabulary, int context) {
    return new DecoderConfigBuilder(vocabulary, context);
  }

  /** A copy to change. */
  public DecoderConfigBuilder toBuilder() {
    return new DecoderConfigBuilder(this);
  }

  /** The same decoder made for another number of positions. */
  public DecoderConfig withContext(int newContext) {
    return toBuilder().context(newContext).build();
  }

  /** Whether the unembedding is the embedding table. */
  public boolean tiedEmbeddings() {
    return embeddings.tied();
  }

  /** Rows of the fused projection: queries, then keys, then values, {@code (H + 2K) * D}. */
  public int qkvRows() {
    return (heads + 2 * kvHeads) * headSize;
  }

  /** Rows of the feed-forward block's first layer: gate, then up, {@code 2F}; without gate F. */
  public int gateUpRows() {
    return feedForwardKind.gated() ? 2 * feedForward : feedForward;
  }

  /** Width of the attention's result before its output projection, {@code H * D}. */
  public int attentionSize() {
    return heads * headSize;
  }

  /** Floats of one layer's keys (or values) for one position, {@code K * D}. */
  public int kvSize() {
    return kvHeads * headSize;
  }

  /** Bytes of the keys and values of all layers for one position, as float32. */
  public long cacheBytesPerToken() {
    return 2L * layers * kvSize() * Float.BYTES;
  }

  /**
   * How many positions a layer's queries see, their own included; the context where its window is
   * no narrower.
   */
  public int window(int layer) {
    return Math.min(context, attention.kind(layer).window());
  }

  private static void requirePositive(String name, int value) {
    if (value <= 0) {
      throw new IllegalArgumentException("expected a positive " + name + " but found " + value);
    }
  }
}
