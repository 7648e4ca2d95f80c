package dev.ember.app.inside.attention;

import android.content.Context;
import android.graphics.Canvas;
import android.graphics.Paint;
import android.util.AttributeSet;
import android.view.View;
import org.jspecify.annotations.Nullable;

/** A weight as a bar that grows from the start; the number beside it says the same. */
public final class GlanceBar extends View {
  private final Paint paint = new Paint(Paint.ANTI_ALIAS_FLAG);
  private final HeatScale scale;
  private float weight;

  public GlanceBar(Context context, @Nullable AttributeSet attributes) {
    super(context, attributes);
    scale = new HeatScale(context);
  }

  void show(float shown) {
    weight = shown;
    invalidate();
  }

  @Override
  protected void onDraw(Canvas canvas) {
    if (getLayoutDirection() == LAYOUT_DIRECTION_RTL) {
      canvas.scale(-1, 1, getWidth() / 2f, 0);
    }
    paint.setColor(scale.barColor(weight));
    float tip = getHeight() / 2f;
    float width = Math.max(getHeight(), weight * getWidth());
    canvas.drawRoundRect(0, 0, width, getHeight(), tip, tip, paint);
  }
}
