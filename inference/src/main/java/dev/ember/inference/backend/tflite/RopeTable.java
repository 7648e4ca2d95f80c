package dev.ember.inference.backend.tflite;

import dev.ember.inference.model.Rotary;
import java.nio.FloatBuffer;

/**
 * Cosines and sines of a table of rotary positions, laid out as the graph takes them: dimensions
 * that the table does not turn have cosine 1 and sine 0.
 */
public final class RopeTable {
  private final int headSize; // D
  private final int half; // R / 2
  private final float[] cos; // [C, R / 2]
  private final float[] sin; // [C, R / 2]

  /**
   * @param headSize D
   * @param context C, positions of the table
   */
  public RopeTable(Rotary rotary, int headSize, int context) {
    this.headSize = headSize;
    half = rotary.dimensions() / 2;
    cos = new float[context * half]; // [C, R / 2]
    sin = new float[context * half]; // [C, R / 2]
    for (int i = 0; i < half; i++) {
      double frequency = rotary.frequency(i, context);
      for (int position = 0; position < context; position++) {
        double angle = position * frequency;
        cos[position * half + i] = (float) (Math.cos(angle) * rotary.attentionFactor());
        sin[position * half + i] = (float) (Math.sin(angle) * rotary.attentionFactor());
      }
    }
  }

  /** Writes {@code [cos, cos, 1]} of a position as row {@code row} of {@code [T, 1, 1, D]}. */
  public void putCos(int position, FloatBuffer into, int row) {
    int at = row * headSize;
    for (int i = 0; i < half; i++) {
      float value = cos[position * half + i];
      into.put(at + i, value).put(at + half + i, value);
    }
    for (int i = 2 * half; i < headSize; i++) {
      into.put(at + i, 1);
    }
  }

  /** Writes {@code [-sin, sin, 0]} of a position as row {@code row} of {@code [T, 1, 1, D]}. */
  public void putSin(int position, FloatBuffer into, int row) {
    int at = row * headSize;
    for (int i = 0; i < half; i++) {
      float value = sin[position * half + i];
      into.put(at + i, -value).put(at + half + i, value);
    }
    for (int i = 2 * half; i < headSize; i++) {
      into.put(at + i, 0);
    }
  }
}
