package dev.ember.app.sure;

import android.content.Context;
import android.content.res.TypedArray;
import androidx.annotation.ArrayRes;
import androidx.annotation.ColorInt;
import dev.ember.app.R;

/** The colours of {@link Sureness}, which dynamic colour leaves as they are. */
public final class SureScale {
  private final int[] tints; // [5]
  private final int[] lines; // [5]
  private final float dp;

  public SureScale(Context context) {
    tints = colors(context, R.array.sure_tint);
    lines = colors(context, R.array.sure_line);
    dp = context.getResources().getDisplayMetrics().density;
  }

  private static int[] colors(Context context, @ArrayRes int array) {
    TypedArray stored = context.getResources().obtainTypedArray(array);
    int[] colors = new int[stored.length()];
    for (int i = 0; i < colors.length; i++) {
      colors[i] = stored.getColor(i, 0);
    }
    stored.recycle();
    return colors;
  }

  /** Transparent for the surest. */
  @ColorInt
  public int tint(Sureness sureness) {
    return tints[sureness.ordinal()];
  }

  /** Of the line below. */
  @ColorInt
  public int line(Sureness sureness) {
    return lines[sureness.ordinal()];
  }

  /** Thicker the less sure: 0 to 4 dp. */
  public float linePx(Sureness sureness) {
    return sureness.ordinal() * dp;
  }

  /** The mark of a stretch of a text; offsets are the shown text's. */
  public TextMarks.Mark mark(int start, int end, Sureness sureness) {
    return new TextMarks.Mark(start, end, tint(sureness), line(sureness), linePx(sureness));
  }
}
