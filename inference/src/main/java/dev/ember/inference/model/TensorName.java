package dev.ember.inference.model;

/** The names of the canonical tensors, the same in a manifest and in a graph. */
public final class TensorName {
  public static final String EMBEDDING = "embedding";
  public static final String FINAL_NORM = "final_norm";
  public static final String UNEMBEDDING = "unembedding";

  private TensorName() {}

  public static String attentionNorm(int layer) {
    return of(layer, "attention_norm");
  }

  public static String qkv(int layer) {
    return of(layer, "qkv");
  }

  public static String attentionOutput(int layer) {
    return of(layer, "attention_output");
  }

  public static String feedForwardNorm(int layer) {
    return of(layer, "feed_forward_norm");
  }

  public static String gateUp(int layer) {
    return of(layer, "gate_up");
  }

  public static String down(int layer) {
    return of(layer, "down");
  }

  private static String of(int layer, String name) {
    return "layers." + layer + "." + name;
  }
}
