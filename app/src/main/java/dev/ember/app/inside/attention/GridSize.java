package dev.ember.app.inside.attention;

import android.text.TextPaint;
import java.util.List;

/**
 * Where the cells of a grid lie, in pixels. As they come, cells are no smaller than a label is
 * high; zoomed out only every second label or fewer are there.
 */
final class GridSize {
  /** Column heads lean, as long words would not fit side by side. */
  static final float LEAN_DEGREES = 60;

  /** What a line of text that leans takes of a row, over its height: 1 / sin 60°. */
  private static final float LEANING = 1.16f;

  private static final float USUAL_CELL_DP = 28;
  private static final float LEAST_CELL_DP = 6;
  private static final float MOST_CELL_DP = 48;
  private static final float MOST_LABEL_DP = 76;
  private static final float LABEL_GAP_DP = 8;
  private static final float RING_DP = 2;

  private final TextPaint text;
  private final float dp;
  private float zoom = 1;
  private int count;
  private float cell = 1;
  private float side; // width of the rows' labels
  private float head; // height of the columns' labels
  private float tail; // how far the last column's label leans out
  private float line; // what a label takes of a row

  GridSize(TextPaint text, float dp) {
    this.text = text;
    this.dp = dp;
  }

  /** As it comes. */
  void reset() {
    zoom = 1;
  }

  void zoom(float factor) {
    zoom *= factor;
  }

  /** Lays the cells out for a width, which they may exceed. */
  void fit(List<String> labels, int width) {
    float longest = 0;
    for (String label : labels) {
      longest = Math.max(longest, text.measureText(label));
    }
    longest = Math.min(longest, mostLabel());
    count = Math.max(1, labels.size());
    line = text.getFontSpacing() * LEANING;
    side = longest + LABEL_GAP_DP * dp;
    head = (float) (longest * Math.sin(Math.toRadians(LEAN_DEGREES))) + text.getFontSpacing();
    tail = (float) (longest * Math.cos(Math.toRadians(LEAN_DEGREES)));
    float all = (width - side - tail) / count; // all of them in view
    float usual = Math.max(Math.min(USUAL_CELL_DP * dp, all), line);
    float least = Math.min(usual, Math.max(LEAST_CELL_DP * dp, all));
    float most = Math.max(usual, MOST_CELL_DP * dp);
    zoom = Math.max(least / usual, Math.min(most / usual, zoom));
    cell = usual * zoom;
  }

  int width() {
    return (int) Math.ceil(side + count * cell + tail);
  }

  int height() {
    return (int) Math.ceil(head + count * cell + RING_DP * dp);
  }

  float cell() {
    return cell;
  }

  float head() {
    return head;
  }

  float left(int column) {
    return side + column * cell;
  }

  float top(int row) {
    return head + row * cell;
  }

  float mostLabel() {
    return MOST_LABEL_DP * dp;
  }

  /** Whether there is room for a token's label; the chosen one has it first. */
  boolean isLabelled(int token, int chosen) {
    int every = (int) Math.ceil(line / cell - 1e-3f); // one that just fits is not to be rounded up
    return token == chosen || (token % every == 0 && Math.abs(token - chosen) >= every);
  }
}
