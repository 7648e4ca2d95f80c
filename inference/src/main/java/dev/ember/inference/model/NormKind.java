package dev.ember.inference.model;

/** How a norm makes its input's size 1. */
public enum NormKind {
  /** {@code x / sqrt(mean(x^2) + eps) * gamma} (Zhang and Sennrich 2019). */
  RMS,
  /** {@code (x - mean(x)) / sqrt(var(x) + eps) * gamma + beta} (Ba et al. 2016). */
  LAYER
}
