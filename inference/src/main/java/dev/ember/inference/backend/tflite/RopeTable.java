package dev.ember.inference.backend.tflite;

import dev.ember.inference.model.DecoderConfig;
import java.nio.FloatBuffer;

/**
 * Cosines and sines of the rotary positions (RoFormer, Su et al. 2021), laid out as the graph takes
 * them: pair i turns by {@code position * theta^(-2i / D)}.
 */
final class RopeTable {
  private final int half; // D / 2
  private final float[] cos; // [C, D / 2]
  private final float[] sin; // [C, D / 2]

  RopeTable(DecoderConfig config) {
    half = config.headSize() / 2;
    cos = new float[config.context() * half]; // [C, D / 2]
    sin = new float[config.context() * half]; // [C, D / 2]
    for (int i = 0; i < half; i++) {
      double frequency = config.attention().rotary(0).frequency(i, config.context());
      for (int position = 0; position < config.context(); position++) {
        cos[position * half + i] = (float) Math.cos(position * frequency);
        sin[position * half + i] = (float) Math.sin(position * frequency);
      }
    }
  }

  /** Writes {@code [cos, cos]} of a position as row {@code row} of {@code [T, 1, 1, D]}. */
  void putCos(int position, FloatBuffer into, int row) {
    int at = row * 2 * half;
    for (int i = 0; i < half; i++) {
      float value = cos[position * half + i];
      into.put(at + i, value).put(at + half + i, value);
    }
  }

  /** Writes {@code [-sin, sin]} of a position as row {@code row} of {@code [T, 1, 1, D]}. */
  void putSin(int position, FloatBuffer into, int row) {
    int at = row * 2 * half;
    for (int i = 0; i < half; i++) {
      float value = sin[position * half + i];
      into.put(at + i, -value).put(at + half + i, value);
    }
  }
}
