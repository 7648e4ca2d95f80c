package dev.ember.inference.model;

/**
 * Which linear layers add a bias.
 *
 * @param qkv the fused projection to queries, keys and values
 * @param attentionOutput the projection behind attention
 * @param feedForward both layers of the feed-forward block
 */
public record Biases(boolean qkv, boolean attentionOutput, boolean feedForward) {
  public static final Biases NONE = new Biases(false, false, false);
  public static final Biases ALL = new Biases(true, true, true);
}
