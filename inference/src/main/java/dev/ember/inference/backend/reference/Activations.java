package dev.ember.inference.backend.reference;

/** What a linear layer makes of its input before it multiplies. */
public enum Activations {
  /** Nothing. */
  FLOAT32,

  /**
   * Rounds each row to int8 with a scale and a zero point of its own, as XNNPACK does before int8
   * weights ({@code qd8}). With a quantized bundle's weights this gives XNNPACK's logits up to the
   * order of summation.
   */
  INT8_PER_ROW
}
