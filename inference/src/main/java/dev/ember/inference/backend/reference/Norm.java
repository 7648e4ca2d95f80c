package dev.ember.inference.backend.reference;

import dev.ember.inference.model.NormKind;

/** A norm over vectors of one size. */
final class Norm {
  private final NormKind kind;
  private final float epsilon;
  private final float[] gamma; // [size]
  private final float[] beta; // [size], zeros where there is none

  Norm(NormKind kind, float epsilon, float[] gamma, float[] beta) {
    this.kind = kind;
    this.epsilon = epsilon;
    this.gamma = gamma;
    this.beta = beta;
  }

  /** Norms {@code from[at .. at + size)} into the same places of {@code to}, which may be it. */
  void apply(float[] from, int at, float[] to) {
    int size = gamma.length;
    float mean = kind == NormKind.LAYER ? mean(from, at, size) : 0;
    double squares = 0;
    for (int i = at; i < at + size; i++) {
      float centred = from[i] - mean;
      squares += centred * centred;
    }
    float scale = (float) (1 / Math.sqrt(squares / size + epsilon));
    for (int i = 0; i < size; i++) {
      to[at + i] = (from[at + i] - mean) * scale * gamma[i] + beta[i];
    }
  }

  /** Norms {@code count} vectors that lie one behind the other. */
  void applyAll(float[] from, int count, float[] to) {
    for (int t = 0; t < count; t++) {
      apply(from, t * gamma.length, to);
    }
  }

  private static float mean(float[] values, int at, int size) {
    double sum = 0;
    for (int i = at; i < at + size; i++) {
      sum += values[i];
    }
    return (float) (sum / size);
  }
}
