package dev.ember.app.inside.why;

import android.content.Context;
import android.graphics.Canvas;
import android.graphics.Paint;
import android.graphics.RectF;
import android.util.AttributeSet;
import android.view.View;
import com.google.android.material.color.MaterialColors;
import org.jspecify.annotations.Nullable;

/**
 * One candidate: hollow, how likely the model alone found it; full below, how likely it was in the
 * draw. The numbers beside it say the same, so this picture is hidden from TalkBack.
 */
public final class BarPair extends View {
  private static final float HOLLOW_DP = 8;
  private static final float FULL_DP = 10;
  private static final float GAP_DP = 3;
  private static final float STROKE_DP = 1.5f;
  private static final float ROOT_CORNER_DP = 2;

  /** What is likely at all is to be seen. */
  private static final float LEAST_DP = 4;

  private final Paint hollow = new Paint(Paint.ANTI_ALIAS_FLAG);
  private final Paint full = new Paint(Paint.ANTI_ALIAS_FLAG);
  private final RectF place = new RectF();
  private float raw;
  private float last;
  private float whole = 1;

  public BarPair(Context context, @Nullable AttributeSet attributes) {
    super(context, attributes);
    hollow.setStyle(Paint.Style.STROKE);
    hollow.setColor(MaterialColors.getColor(this, com.google.android.material.R.attr.colorOutline));
    full.setColor(MaterialColors.getColor(this, com.google.android.material.R.attr.colorTertiary));
  }

  /**
   * @param largest of all candidates, which fills the width
   */
  public void show(float rawProbability, float lastProbability, float largest) {
    raw = rawProbability;
    last = lastProbability;
    whole = Math.max(largest, Float.MIN_NORMAL);
    invalidate();
  }

  @Override
  protected void onDraw(Canvas canvas) {
    float dp = getResources().getDisplayMetrics().density;
    if (getLayoutDirection() == LAYOUT_DIRECTION_RTL) {
      canvas.scale(-1, 1, getWidth() / 2f, 0);
    }
    float top = (getHeight() - (HOLLOW_DP + GAP_DP + FULL_DP) * dp) / 2;
    hollow.setStrokeWidth(STROKE_DP * dp);
    float inset = STROKE_DP * dp / 2;
    place.set(inset, top + inset, width(raw, dp) - inset, top + HOLLOW_DP * dp - inset);
    canvas.drawRoundRect(place, ROOT_CORNER_DP * dp, ROOT_CORNER_DP * dp, hollow);
    if (last > 0) {
      float fullTop = top + (HOLLOW_DP + GAP_DP) * dp;
      place.set(0, fullTop, width(last, dp), fullTop + FULL_DP * dp);
      float tip = FULL_DP * dp / 2;
      canvas.drawRoundRect(place, tip, tip, full);
      place.right = Math.min(place.right, tip);
      canvas.drawRoundRect(place, ROOT_CORNER_DP * dp, ROOT_CORNER_DP * dp, full);
    }
  }

  private float width(float share, float dp) {
    return Math.max(LEAST_DP * dp, share / whole * getWidth());
  }
}
