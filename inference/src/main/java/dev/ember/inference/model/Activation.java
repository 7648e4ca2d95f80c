package dev.ember.inference.model;

/** The non-linearity of the feed-forward block. */
public enum Activation {
  /** {@code x * sigmoid(x)}. */
  SILU,
  /**
   * {@code 0.5 x (1 + tanh(sqrt(2 / pi) (x + 0.044715 x^3)))} (Hendrycks and Gimpel 2016), which
   * checkpoints call {@code gelu_new} or {@code gelu_pytorch_tanh}.
   */
  GELU_TANH
}
