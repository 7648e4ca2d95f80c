package dev.ember.app.markdown;

import android.content.Context;
import android.graphics.Color;
import android.graphics.Typeface;
import android.text.Spanned;
import android.text.TextPaint;
import android.text.style.MetricAffectingSpan;
import androidx.annotation.ColorInt;
import com.google.android.material.color.MaterialColors;
import dev.ember.app.sure.TextMarks;
import io.noties.markwon.MarkwonVisitor;
import java.util.ArrayList;
import java.util.List;
import org.commonmark.node.Code;

/**
 * Code within a sentence, on a field of its own with a little air at both ends.
 *
 * <p>A text's background would be as high as its line, so that the fields of two lines grew
 * together: the view paints them instead, as it does its other {@link TextMarks}.
 */
final class InlineCode {
  static final char AIR = '\u00a0'; // no line ends there

  private static final float SIZE = 0.875f; // 14 sp of 16

  private InlineCode() {}

  /** Letters of one width, a little smaller than those around them. */
  private static final class Letters extends MetricAffectingSpan {
    @Override
    public void updateMeasureState(TextPaint paint) {
      apply(paint);
    }

    @Override
    public void updateDrawState(TextPaint paint) {
      apply(paint);
    }

    private static void apply(TextPaint paint) {
      paint.setTypeface(Typeface.MONOSPACE);
      paint.setTextSize(paint.getTextSize() * SIZE);
    }
  }

  /** Where a field lies, air included. */
  static final class Field {}

  static void append(MarkwonVisitor visitor, Code code) {
    int start = visitor.length();
    visitor.builder().append(AIR);
    int letters = visitor.length();
    visitor.builder().append(code.getLiteral());
    visitor.builder().setSpan(new Letters(), letters, visitor.length());
    visitor.builder().append(AIR);
    visitor.builder().setSpan(new Field(), start, visitor.length());
  }

  /**
   * The fields of a text.
   *
   * @param context whose theme has their colour
   */
  static List<TextMarks.Mark> fields(CharSequence text, Context context) {
    List<TextMarks.Mark> fields = new ArrayList<>();
    if (text instanceof Spanned spanned) {
      for (Field field : spanned.getSpans(0, text.length(), Field.class)) {
        fields.add(
            new TextMarks.Mark(
                spanned.getSpanStart(field), spanned.getSpanEnd(field), color(context), 0, 0));
      }
    }
    return fields;
  }

  private static @ColorInt int color(Context context) {
    return MaterialColors.getColor(
        context,
        com.google.android.material.R.attr.colorSurfaceContainerHighest,
        Color.TRANSPARENT);
  }
}
