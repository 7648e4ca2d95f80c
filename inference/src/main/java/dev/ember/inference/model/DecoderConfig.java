package dev.ember.inference.model;

/**
 * The shape of a Llama-style decoder: RMSNorm, rotary positions (pairs {@code i, i + D/2}), grouped
 * query attention, SwiGLU.
 *
 * @param vocabulary V, rows of the embedding table
 * @param context C, the most positions that the model was made for
 * @param hidden E
 * @param layers L
 * @param heads H, query heads
 * @param kvHeads K, key/value heads; query head h reads kv head {@code h / (H / K)}
 * @param headSize D
 * @param feedForward F
 * @param ropeTheta base of the rotary frequencies
 * @param normEpsilon epsilon of RMSNorm
 * @param tiedEmbeddings whether the unembedding is the embedding table
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
    float ropeTheta,
    float normEpsilon,
    boolean tiedEmbeddings) {

  public DecoderConfig {
    requirePositive("vocabulary", vocabulary);
    requirePositive("context", context);
    requirePositive("hidden", hidden);
    requirePositive("layers", layers);
    requirePositive("heads", heads);
    requirePositive("kvHeads", kvHeads);
    requirePositive("headSize", headSize);
    requirePositive("feedForward", feedForward);
    if (heads % kvHeads != 0) {
      throw new IllegalArgumentException(
          "expected query heads to be a multiple of kv heads but found "
              + heads
              + " and "
              + kvHeads);
    }
    if (headSize % 2 != 0) {
      throw new IllegalArgumentException("expected an even head size but found " + headSize);
    }
    if (!(ropeTheta > 0) || !(normEpsilon > 0)) {
      throw new IllegalArgumentException(
          "expected positive ropeTheta and normEpsilon but found "
              + ropeTheta
              + ", "
              + normEpsilon);
    }
  }

  /** Rows of the fused projection: queries, then keys, then values, {@code (H + 2K) * D}. */
  public int qkvRows() {
    return (heads + 2 * kvHeads) * headSize;
  }

  /** Width of the attention's result before its output projection, {@code H * D}. */
  public int attentionSize() {
    return heads * headSize;
  }

  /** Floats of one layer's keys (or values) for one position, {@code K * D}. */
  public int kvSize() {
    return kvHeads * headSize;
  }

  private static void requirePositive(String name, int value) {
    if (value <= 0) {
      throw new IllegalArgumentException("expected a positive " + name + " but found " + value);
    }
  }
}
