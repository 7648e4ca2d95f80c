package dev.ember.app.inside.attention;

import android.content.Context;
import android.graphics.Canvas;
import android.graphics.Paint;
import android.util.AttributeSet;
import android.view.View;
import androidx.annotation.ColorInt;
import org.jspecify.annotations.Nullable;

/** A share as a bar that grows from the start; the number beside it says the same. */
public final class GlanceBar extends View {
  private static final float ROOT_CORNER_DP = 2;

  private final Paint paint = new Paint(Paint.ANTI_ALIAS_FLAG);
  private float share;

  public GlanceBar(Context context, @Nullable AttributeSet attributes) {
    super(context, attributes);
  }

  /**
   * @param shown 0 to 1, which fills the width
   */
  void show(float shown, @ColorInt int color) {
    share = shown;
    paint.setColor(color);
    invalidate();
  }

  @Override
  protected void onDraw(Canvas canvas) {
    if (getLayoutDirection() == LAYOUT_DIRECTION_RTL) {
      canvas.scale(-1, 1, getWidth() / 2f, 0);
    }
    float tip = getHeight() / 2f;
    float width = Math.max(getHeight(), share * getWidth());
    float root = ROOT_CORNER_DP * getResources().getDisplayMetrics().density;
    canvas.drawRoundRect(0, 0, width, getHeight(), tip, tip, paint);
    canvas.drawRoundRect(0, 0, tip, getHeight(), root, root, paint);
  }
}
