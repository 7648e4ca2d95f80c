package dev.ember.app.inside.meaning;

import android.content.Context;
import android.graphics.Canvas;
import android.graphics.Paint;
import android.graphics.Path;
import android.graphics.RectF;
import android.util.AttributeSet;
import android.view.View;
import com.google.android.material.color.MaterialColors;
import org.jspecify.annotations.Nullable;

/**
 * How near a word is, as a bar. The number beside it says the same, so this picture is hidden from
 * TalkBack.
 */
public final class ClosenessBar extends View {
  private static final float HEIGHT_DP = 12;
  private static final float ROOT_CORNER_DP = 2;

  /** A word that is not near at all is still to be seen. */
  private static final float LEAST_DP = 4;

  private final Paint paint = new Paint(Paint.ANTI_ALIAS_FLAG);
  private final Path shape = new Path();
  private float share;
  private boolean marked;

  public ClosenessBar(Context context, @Nullable AttributeSet attributes) {
    super(context, attributes);
    setImportantForAccessibility(IMPORTANT_FOR_ACCESSIBILITY_NO);
  }

  /**
   * @param part of the width, 0 to 1
   * @param blue whether this is the one to look at
   */
  void show(float part, boolean blue) {
    share = Math.max(0, Math.min(1, part));
    marked = blue;
    invalidate();
  }

  @Override
  protected void onDraw(Canvas canvas) {
    float dp = getResources().getDisplayMetrics().density;
    if (getLayoutDirection() == LAYOUT_DIRECTION_RTL) {
      canvas.scale(-1, 1, getWidth() / 2f, 0);
    }
    int role =
        marked
            ? com.google.android.material.R.attr.colorTertiary
            : com.google.android.material.R.attr.colorOutline;
    paint.setColor(MaterialColors.getColor(this, role));
    float root = ROOT_CORNER_DP * dp;
    float tip = HEIGHT_DP * dp / 2;
    float top = getHeight() / 2f - tip;
    RectF bar = new RectF(0, top, Math.max(LEAST_DP * dp, share * getWidth()), top + 2 * tip);
    shape.reset();
    shape.addRoundRect(
        bar, new float[] {root, root, tip, tip, tip, tip, root, root}, Path.Direction.CW);
    canvas.drawPath(shape, paint);
  }
}
