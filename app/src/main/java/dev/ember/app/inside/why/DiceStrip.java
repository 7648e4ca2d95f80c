package dev.ember.app.inside.why;

import android.content.Context;
import android.graphics.Canvas;
import android.graphics.Paint;
import android.graphics.RectF;
import android.util.AttributeSet;
import android.view.View;
import com.google.android.material.color.MaterialColors;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The candidates side by side, each as wide as it was likely in the draw, and where the dice fell.
 * The line below it says the same in words, so this picture is hidden from TalkBack.
 */
public final class DiceStrip extends View {
  private static final float HEIGHT_DP = 40;
  private static final float MARK_DP = 4;
  private static final float MARK_OVER_DP = 4;
  private static final float GAP_DP = 2;
  private static final float CORNER_DP = 6;

  private final Paint paint = new Paint(Paint.ANTI_ALIAS_FLAG);
  private final RectF place = new RectF();
  private List<Candidate> candidates = List.of();
  private int drawn;
  private double within;

  public DiceStrip(Context context, @Nullable AttributeSet attributes) {
    super(context, attributes);
    setImportantForAccessibility(IMPORTANT_FOR_ACCESSIBILITY_NO);
  }

  /**
   * @param token the drawn one
   * @param inside how far into it the dice fell, from 0 to 1
   */
  public void show(List<Candidate> shown, int token, double inside) {
    candidates = List.copyOf(shown);
    drawn = token;
    within = inside;
    invalidate();
  }

  @Override
  protected void onMeasure(int widthSpec, int heightSpec) {
    float dp = getResources().getDisplayMetrics().density;
    int height = Math.round((HEIGHT_DP + 2 * MARK_OVER_DP) * dp);
    setMeasuredDimension(MeasureSpec.getSize(widthSpec), height);
  }

  @Override
  protected void onDraw(Canvas canvas) {
    float dp = getResources().getDisplayMetrics().density;
    if (getLayoutDirection() == LAYOUT_DIRECTION_RTL) {
      canvas.scale(-1, 1, getWidth() / 2f, 0);
    }
    float from = 0;
    float mark = 0;
    for (Candidate candidate : candidates) {
      float to = from + candidate.last() * getWidth();
      boolean isDrawn = candidate.token() == drawn;
      if (to > from) {
        draw(canvas, from, Math.max(from + 1, to - GAP_DP * dp), isDrawn, dp);
      }
      if (isDrawn) {
        mark = from + (float) within * (to - from);
      }
      from = to;
    }
    if (from < getWidth() - 1) { // those that are not named
      draw(canvas, from, getWidth(), false, dp);
    }
    paint.setColor(
        MaterialColors.getColor(this, com.google.android.material.R.attr.colorOnSurface));
    float left = Math.min(Math.max(0, mark - MARK_DP * dp / 2), getWidth() - MARK_DP * dp);
    place.set(left, 0, left + MARK_DP * dp, getHeight());
    canvas.drawRoundRect(place, MARK_DP * dp / 2, MARK_DP * dp / 2, paint);
  }

  private void draw(Canvas canvas, float from, float to, boolean isDrawn, float dp) {
    int role =
        isDrawn
            ? com.google.android.material.R.attr.colorTertiary
            : com.google.android.material.R.attr.colorTertiaryContainer;
    paint.setColor(MaterialColors.getColor(this, role));
    place.set(from, MARK_OVER_DP * dp, to, getHeight() - MARK_OVER_DP * dp);
    canvas.drawRoundRect(place, CORNER_DP * dp, CORNER_DP * dp, paint);
  }
}
