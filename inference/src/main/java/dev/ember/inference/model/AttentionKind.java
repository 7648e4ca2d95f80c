package dev.ember.inference.model;

/**
 * What one kind of layer attends to.
 *
 * @param window W, how many positions a query sees, its own included; {@link #FULL} for all
 * @param rotary index of its table among {@link AttentionLayout#rotaries}
 */
public record AttentionKind(int window, int rotary) {
  /** A window wider than every context. */
  public static final int FULL = Integer.MAX_VALUE;

  public AttentionKind {
    if (window < 1 || rotary < 0) {
      throw new IllegalArgumentException(
          "expected a window of at least 1 and a table's index but found "
              + window
              + ", "
              + rotary);
    }
  }
}
