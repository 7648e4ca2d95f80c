package dev.ember.inference.backend.tflite;

import java.nio.FloatBuffer;

/**
 * A mask {@code [1, 1, T, C + T]} of a signature: new position t sees the cached positions and the
 * new ones up to itself, as far back as its window reaches. Only the columns that changed since the
 * last call are written.
 */
public final class AttentionMask {
  /** Enough to make a softmax weight 0, and within half precision. */
  static final float HIDDEN = -1e4f;

  private final FloatBuffer mask; // [T, C + T]
  private final int tokens; // T
  private final int context; // C
  private final int window; // W, the position itself included
  private final int[] first; // [T], first cached column that is visible
  private final int[] end; // [T], behind the last of them

  /**
   * @param mask {@code [T, C + T]}
   * @param tokens T
   * @param context C
   * @param window W, the position itself included
   */
  public AttentionMask(FloatBuffer mask, int tokens, int context, int window) {
    this.mask = mask;
    this.tokens = tokens;
    this.context = context;
    this.window = window;
    first = new int[tokens];
    end = new int[tokens];
    for (int row = 0; row < tokens; row++) {
      fill(row, 0, context + tokens, HIDDEN);
      fill(row, context + Math.max(0, row + 1 - window), context + row + 1, 0);
    }
  }

  /** Makes visible what the window holds of the first {@code length} positions of the cache. */
  public void show(int length) {
    for (int row = 0; row < tokens; row++) {
      int from = Math.max(0, length + row + 1 - window);
      show(row, Math.min(from, length), length);
    }
  }

  /** Hides what no longer is in {@code [from, to)}, then shows what was not. */
  private void show(int row, int from, int to) {
    fill(row, first[row], Math.min(end[row], from), HIDDEN);
    fill(row, Math.max(first[row], to), end[row], HIDDEN);
    fill(row, from, Math.min(to, first[row]), 0);
    fill(row, Math.max(from, end[row]), to, 0);
    first[row] = from;
    end[row] = to;
  }

  private void fill(int row, int from, int to, float value) {
    int start = row * (context + tokens);
    for (int column = from; column < to; column++) {
      mask.put(start + column, value);
    }
  }
}
