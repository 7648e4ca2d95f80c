package dev.ember.app.sure;

import android.graphics.Canvas;
import android.graphics.Paint;
import android.graphics.RectF;
import android.text.Layout;
import android.text.Spanned;
import android.text.TextPaint;
import android.text.style.MetricAffectingSpan;
import android.widget.TextView;
import androidx.annotation.ColorInt;
import java.util.List;

/**
 * Marks behind the words of a text: a tint, and a line below it. Painted by the view beside its
 * text, not by spans: a span that draws a thick line would have to measure the text once more, and
 * one that replaces it would break its lines.
 *
 * <h2>Threading model</h2>
 *
 * Main thread only.
 */
public final class TextMarks {
  private static final float CORNER_DP = 4;

  /** Where a space stands beside a word, its mark is a little wider than it. */
  private static final float OUTSET_DP = 1.5f;

  /**
   * A marked stretch of the shown text; the white space that it begins with stays bare.
   *
   * @param fill transparent for none
   * @param linePx thickness of the line below, 0 for none
   */
  public record Mark(int start, int end, @ColorInt int fill, @ColorInt int line, float linePx) {

    boolean isSeen() {
      return fill != 0 || linePx > 0;
    }
  }

  private final TextView view;
  private final Paint paint = new Paint(Paint.ANTI_ALIAS_FLAG);
  private final RectF place = new RectF();
  private final TextPaint letters = new TextPaint();
  private final float dp;
  private float outset;
  private List<Mark> fields = List.of();
  private List<Mark> marks = List.of();

  /**
   * @param view that calls {@link #draw} before it draws its text
   */
  public TextMarks(TextView view) {
    this.view = view;
    dp = view.getResources().getDisplayMetrics().density;
  }

  /** Of the text that is shown now; another text wants other marks. */
  public void show(List<Mark> shown) {
    if (!marks.equals(shown)) {
      marks = List.copyOf(shown);
      view.invalidate();
    }
  }

  /** What a text brings along itself, as code does; it lies below what is marked. */
  public void showFields(List<Mark> shown) {
    if (!fields.equals(shown)) {
      fields = List.copyOf(shown);
      view.invalidate();
    }
  }

  /** The fields that the text brings along. */
  public List<Mark> fields() {
    return fields;
  }

  /** What is marked. */
  public List<Mark> shown() {
    return marks;
  }

  /** Draws the marks; the canvas is the view's. */
  public void draw(Canvas canvas) {
    Layout layout = view.getLayout();
    if ((fields.isEmpty() && marks.isEmpty()) || layout == null) {
      return;
    }
    canvas.save();
    canvas.translate(view.getTotalPaddingLeft(), view.getTotalPaddingTop());
    outset = 0; // a field has air of its own
    draw(canvas, layout, fields);
    outset = OUTSET_DP * dp;
    draw(canvas, layout, marks);
    canvas.restore();
  }

  private void draw(Canvas canvas, Layout layout, List<Mark> shown) {
    for (Mark mark : shown) {
      if (mark.isSeen() && mark.end() <= layout.getText().length()) {
        draw(canvas, layout, mark);
      }
    }
  }

  private void draw(Canvas canvas, Layout layout, Mark mark) {
    CharSequence text = layout.getText();
    int from = mark.start();
    while (from < mark.end() && Character.isWhitespace(text.charAt(from))) {
      from++;
    }
    if (from >= mark.end()) {
      return;
    }
    measure(text, from);
    int last = layout.getLineForOffset(mark.end() - 1);
    for (int line = layout.getLineForOffset(from); line <= last; line++) {
      int start = Math.max(from, layout.getLineStart(line));
      int end = Math.min(mark.end(), layout.getLineVisibleEnd(line));
      if (end > start) {
        draw(canvas, layout, line, new Stretch(start, end), mark);
      }
    }
  }

  /** The letters at a place, which a heading makes larger than the view's are. */
  private void measure(CharSequence text, int place) {
    letters.set(view.getPaint());
    if (text instanceof Spanned spanned) {
      for (MetricAffectingSpan span :
          spanned.getSpans(place, place + 1, MetricAffectingSpan.class)) {
        span.updateMeasureState(letters);
      }
    }
  }

  /** Of one line. */
  private record Stretch(int start, int end) {}

  private void draw(Canvas canvas, Layout layout, int line, Stretch stretch, Mark mark) {
    boolean rightToLeft = layout.getParagraphDirection(line) == Layout.DIR_RIGHT_TO_LEFT;
    float first = layout.getPrimaryHorizontal(stretch.start());
    // Behind the last character of a line the next one begins, at the other side of the page.
    float second =
        stretch.end() < layout.getLineEnd(line)
            ? layout.getPrimaryHorizontal(stretch.end())
            : rightToLeft ? layout.getLineLeft(line) : layout.getLineRight(line);
    float before = outset(layout.getText(), stretch.start() - 1);
    float behind = outset(layout.getText(), stretch.end());
    float left = Math.min(first, second) - (rightToLeft ? behind : before);
    float right = Math.max(first, second) + (rightToLeft ? before : behind);
    float baseline = layout.getLineBaseline(line);
    // Small letters in a line have its field, as the code of a sentence has.
    float ascent = Math.min(letters.ascent(), view.getPaint().ascent());
    float descent = Math.max(letters.descent(), view.getPaint().descent());
    // The last line of a text has no room below it: there the mark's own line rises.
    float bottom = Math.min(baseline + descent, layout.getLineBottom(line) - mark.linePx());
    place.set(left, baseline + ascent, right, bottom + mark.linePx());
    fill(canvas, place.top, bottom, mark.fill());
    fill(canvas, bottom, place.bottom, mark.line());
  }

  /** A part of the place, between two heights, in one colour. */
  private void fill(Canvas canvas, float top, float bottom, @ColorInt int color) {
    if (bottom > top) {
      canvas.save();
      canvas.clipRect(place.left, top, place.right, bottom);
      paint.setColor(color);
      canvas.drawRoundRect(place, CORNER_DP * dp, CORNER_DP * dp, paint);
      canvas.restore();
    }
  }

  private float outset(CharSequence text, int beside) {
    boolean bare =
        beside < 0 || beside >= text.length() || Character.isWhitespace(text.charAt(beside));
    return bare ? outset : 0;
  }
}
