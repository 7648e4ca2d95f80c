package dev.ember.converter.training.model;

import org.bytedeco.pytorch.global.torch.ScalarType;

/** The type in which the forward and the backward pass compute; weights are kept in float32. */
public enum Precision {
  FLOAT32(ScalarType.Float),
  BFLOAT16(ScalarType.BFloat16),
  /** For gradient checks only: differences of float32 losses are too coarse. */
  FLOAT64(ScalarType.Double);

  private final ScalarType type;

  Precision(ScalarType type) {
    this.type = type;
  }

  ScalarType type() {
    return type;
  }

  /** The type of losses and norms: float32, or float64 where everything is. */
  public ScalarType wideType() {
    return this == FLOAT64 ? ScalarType.Double : ScalarType.Float;
  }
}
