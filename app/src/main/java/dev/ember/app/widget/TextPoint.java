package dev.ember.app.widget;

import android.text.Layout;
import android.widget.TextView;
import org.jspecify.annotations.Nullable;

/**
 * A place on a text that is laid out.
 *
 * @param x from the left of the layout
 * @param y from its top
 */
public record TextPoint(Layout layout, float x, float y) {

  /**
   * The place below a finger; null before the text is laid out.
   *
   * @param x from the left of the view
   * @param y from its top
   */
  public static @Nullable TextPoint in(TextView text, float x, float y) {
    Layout layout = text.getLayout();
    return layout == null
        ? null
        : new TextPoint(layout, x - text.getTotalPaddingLeft(), y - text.getTotalPaddingTop());
  }

  /**
   * Of the character there, or of the nearest one. A layout itself gives the nearest gap, which for
   * the right half of a character is the one behind it.
   */
  public int offset() {
    int line = line();
    int gap = gap();
    float place = layout.getPrimaryHorizontal(gap);
    boolean before = layout.isRtlCharAt(gap) ? x > place : x < place;
    return before && gap > layout.getLineStart(line) ? gap - 1 : gap;
  }

  /** The nearest gap between two characters, at which a link looks whether it was touched. */
  public int gap() {
    return layout.getOffsetForHorizontal(line(), x);
  }

  /** Whether characters stand there, rather than the empty end of a line. */
  public boolean isOnLine() {
    int line = line();
    return y >= 0
        && y < layout.getHeight()
        && x >= layout.getLineLeft(line)
        && x < layout.getLineRight(line);
  }

  private int line() {
    return layout.getLineForVertical(Math.round(y));
  }
}
