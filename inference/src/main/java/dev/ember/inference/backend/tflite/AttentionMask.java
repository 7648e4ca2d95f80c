package dev.ember.inference.backend.tflite;

import java.nio.FloatBuffer;

/**
 * The mask {@code [1, 1, T, C + T]} of a signature: new position t sees the cached positions and
 * the new ones up to itself. Only the columns that changed since the last call are written.
 */
final class AttentionMask {
  /** Enough to make a softmax weight 0, and within half precision. */
  static final float HIDDEN = -1e4f;

  private final FloatBuffer mask; // [T, C + T]
  private final int tokens; // T
  private final int context; // C
  private int visible; // cached columns that are 0

  AttentionMask(FloatBuffer mask, int tokens, int context) {
    this.mask = mask;
    this.tokens = tokens;
    this.context = context;
    fill(0, context, HIDDEN);
    for (int row = 0; row < tokens; row++) {
      for (int column = row + 1; column < tokens; column++) {
        mask.put(row * (context + tokens) + context + column, HIDDEN);
      }
    }
  }

  /** Makes exactly the first {@code length} positions of the cache visible. */
  void show(int length) {
    if (length > visible) {
      fill(visible, length, 0);
    } else {
      fill(length, visible, HIDDEN);
    }
    visible = length;
  }

  private void fill(int from, int to, float value) {
    for (int row = 0; row < tokens; row++) {
      int start = row * (context + tokens);
      for (int column = from; column < to; column++) {
        mask.put(start + column, value);
      }
    }
  }
}
