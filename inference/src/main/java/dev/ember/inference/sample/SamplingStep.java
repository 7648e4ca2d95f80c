package dev.ember.inference.sample;

/** What happens to the candidates before the draw, in this order. */
public enum SamplingStep {
  /** The model's own logits. */
  LOGITS,
  /** Recent tokens made less likely. */
  PENALTY,
  TOP_K,
  TEMPERATURE,
  MIN_P,
  TOP_P
}
