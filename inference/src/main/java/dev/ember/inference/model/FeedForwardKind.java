package dev.ember.inference.model;

/**
 * What the feed-forward block computes: gated {@code W_down (act(W_gate x) * W_up x)} (Shazeer
 * 2020), or else {@code W_down act(W_up x)}.
 */
public record FeedForwardKind(Activation activation, boolean gated) {
  /** Gated SiLU. */
  public static final FeedForwardKind SWIGLU = new FeedForwardKind(Activation.SILU, true);
}
