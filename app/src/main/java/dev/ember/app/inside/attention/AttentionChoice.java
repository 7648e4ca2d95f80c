package dev.ember.app.inside.attention;

/**
 * What of a look is shown.
 *
 * @param layer from 0
 * @param head from 0, or {@link #MEAN}
 * @param row the token whose attention is listed, from 0
 */
record AttentionChoice(int layer, int head, int row) {
  /** All heads of the layer, averaged. */
  static final int MEAN = -1;

  /** The mean of the first layer, and the newest token, which sees all. */
  static final AttentionChoice FIRST = new AttentionChoice(0, MEAN, Integer.MAX_VALUE);

  boolean isMean() {
    return head == MEAN;
  }

  /** The nearest that a look has. */
  AttentionChoice within(AttentionLook look) {
    return new AttentionChoice(
        clamp(layer, 0, look.layers() - 1),
        clamp(head, MEAN, look.heads() - 1),
        clamp(row, 0, look.pieces().size() - 1));
  }

  AttentionChoice withLayer(int other) {
    return new AttentionChoice(other, head, row);
  }

  AttentionChoice withHead(int other) {
    return new AttentionChoice(layer, other, row);
  }

  AttentionChoice withRow(int other) {
    return new AttentionChoice(layer, head, other);
  }

  private static int clamp(int value, int least, int most) {
    return Math.max(least, Math.min(most, value));
  }
}
