package dev.ember.inference.backend.reference;

import dev.ember.inference.model.DecoderConfig;

/**
 * Rotary positions (RoFormer, Su et al. 2021): pair {@code (i, i + D/2)} of a head is turned by
 * {@code position * theta^(-2i/D)}.
 */
final class Rotation {
  private final int half; // D / 2
  private final double[] frequency; // [D / 2]
  private final float[] cos; // [D / 2]
  private final float[] sin; // [D / 2]

  Rotation(DecoderConfig config) {
    half = config.headSize() / 2;
    frequency = new double[half];
    for (int i = 0; i < half; i++) {
      frequency[i] = config.attention().rotary(0).frequency(i, config.context());
    }
    cos = new float[half];
    sin = new float[half];
  }

  void moveTo(int position) {
    for (int i = 0; i < half; i++) {
      cos[i] = (float) Math.cos(position * frequency[i]);
      sin[i] = (float) Math.sin(position * frequency[i]);
    }
  }

  /** Turns the head at {@code vector[start .. start + D)}. */
  void apply(float[] vector, int start) {
    for (int i = 0; i < half; i++) {
      float left = vector[start + i];
      float right = vector[start + half + i];
      vector[start + i] = left * cos[i] - right * sin[i];
      vector[start + half + i] = right * cos[i] + left * sin[i];
    }
  }
}
