package dev.ember.inference.model;

/** The names of the canonical tensors, the same in a manifest and in a graph. */
public final class TensorName {
  public static final String EMBEDDING = "embedding";

  /** The table of learned positions, which the host reads. */
  public static final String POSITION_EMBEDDING = "position_embedding";

  public static final String FINAL_NORM = "final_norm";
  public static final String UNEMBEDDING = "unembedding";

  private static final String BIAS = "_bias";

  private TensorName() {}

  public static String attentionNorm(int layer) {
    return of(layer, "attention_norm");
  }

  public static String qkv(int layer) {
    return of(layer, "qkv");
  }

  /** Gamma of each query head. */
  public static String queryNorm(int layer) {
    return of(layer, "query_norm");
  }

  /** Gamma of each key head. */
  public static String keyNorm(int layer) {
    return of(layer, "key_norm");
  }

  public static String attentionOutput(int layer) {
    return of(layer, "attention_output");
  }

  /** Behind the attention block, before it is added to the stream. */
  public static String attentionPostNorm(int layer) {
    return of(layer, "attention_post_norm");
  }

  public static String feedForwardNorm(int layer) {
    return of(layer, "feed_forward_norm");
  }

  /** Gate and up; in a block without gate only up. */
  public static String gateUp(int layer) {
    return of(layer, "gate_up");
  }

  public static String down(int layer) {
    return of(layer, "down");
  }

  /** Behind the feed-forward block, before it is added to the stream. */
  public static String feedForwardPostNorm(int layer) {
    return of(layer, "feed_forward_post_norm");
  }

  /** The bias of a linear layer, or the beta of a norm, by the name of its weight. */
  public static String bias(String weight) {
    return weight + BIAS;
  }

  static boolean isBias(String name) {
    return name.endsWith(BIAS);
  }

  static boolean isNorm(String name) {
    return name.endsWith("norm");
  }

  private static String of(int layer, String name) {
    return "layers." + layer + "." + name;
  }
}
