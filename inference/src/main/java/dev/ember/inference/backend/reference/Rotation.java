package dev.ember.inference.backend.reference;

import dev.ember.inference.model.Rotary;

/**
 * Rotary positions (RoFormer, Su et al. 2021): pair {@code (i, i + R/2)} of the first R dimensions
 * of a head is turned by {@code position * frequency(i)} and stretched by the attention factor.
 */
final class Rotation {
  private final int half; // R / 2
  private final double stretch;
  private final double[] frequency; // [R / 2]
  private final float[] cos; // [T, R / 2]
  private final float[] sin; // [T, R / 2]

  /**
   * @param tokens the largest T
   */
  Rotation(Rotary rotary, int context, int tokens) {
    half = rotary.dimensions() / 2;
    stretch = rotary.attentionFactor();
    frequency = new double[half];
    for (int i = 0; i < half; i++) {
      frequency[i] = rotary.frequency(i, context);
    }
    cos = new float[tokens * half];
    sin = new float[tokens * half];
  }

  /** Prepares for {@code count} positions from {@code first}. */
  void moveTo(int first, int count) {
    for (int t = 0; t < count; t++) {
      for (int i = 0; i < half; i++) {
        double angle = (first + t) * frequency[i];
        cos[t * half + i] = (float) (Math.cos(angle) * stretch);
        sin[t * half + i] = (float) (Math.sin(angle) * stretch);
      }
    }
  }

  /** Turns the head that begins at {@code vector[start]} by the t-th of the positions. */
  void apply(int t, float[] vector, int start) {
    int row = t * half;
    for (int i = 0; i < half; i++) {
      float left = vector[start + i];
      float right = vector[start + half + i];
      vector[start + i] = left * cos[row + i] - right * sin[row + i];
      vector[start + half + i] = right * cos[row + i] + left * sin[row + i];
    }
  }
}
