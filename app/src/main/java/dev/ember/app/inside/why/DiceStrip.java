package dev.ember.app.inside.why;

import android.content.Context;
import android.graphics.Canvas;
import android.graphics.Paint;
import android.graphics.RectF;
import android.util.AttributeSet;
import android.view.View;
import com.google.android.material.color.MaterialColors;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The candidates side by side as they lay in the draw, each as wide as it was likely, and where the
 * dice fell. What lies between those that are named are others. The line below it says the same in
 * words, so this picture is hidden from TalkBack.
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
  private double value;

  public DiceStrip(Context context, @Nullable AttributeSet attributes) {
    super(context, attributes);
    setImportantForAccessibility(IMPORTANT_FOR_ACCESSIBILITY_NO);
  }

  /**
   * @param token the drawn one
   * @param thrown where in the draw the dice fell, from 0 to 1
   */
  public void show(List<Candidate> shown, int token, double thrown) {
    List<Candidate> lying = new ArrayList<>(shown);
    lying.removeIf(candidate -> candidate.last() == 0);
    lying.sort(Comparator.comparingDouble(Candidate::start));
    candidates = lying;
    drawn = token;
    value = thrown;
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
    float gap = GAP_DP * dp;
    float done = 0;
    for (Candidate candidate : candidates) {
      float from = (float) candidate.start() * getWidth();
      float to = (float) (candidate.start() + candidate.last()) * getWidth();
      if (from - done > gap) {
        draw(canvas, done, from - gap, false, dp);
      }
      draw(canvas, from, Math.max(from + 1, to - gap), candidate.token() == drawn, dp);
      done = to;
    }
    if (done < getWidth() - 1) {
      draw(canvas, done, getWidth(), false, dp);
    }
    float mark = (float) value * getWidth();
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
