package dev.ember.app.sure;

import android.content.Context;
import android.graphics.Canvas;
import android.graphics.Paint;
import android.graphics.RectF;
import android.util.AttributeSet;
import android.view.View;
import androidx.annotation.ColorInt;
import com.google.android.material.color.MaterialColors;
import org.jspecify.annotations.Nullable;

/**
 * The five tints beside each other, the surest first. The words around it and its description say
 * what they mean.
 */
public final class SureSwatches extends View {
  private static final float WIDTH_DP = 24;
  private static final float HEIGHT_DP = 16;
  private static final float GAP_DP = 8;
  private static final float CORNER_DP = 4;
  private static final float STROKE_DP = 1;

  private final Paint paint = new Paint(Paint.ANTI_ALIAS_FLAG);
  private final RectF place = new RectF();
  private final SureScale scale;
  private final float dp;

  public SureSwatches(Context context, @Nullable AttributeSet attributes) {
    super(context, attributes);
    scale = new SureScale(context);
    dp = getResources().getDisplayMetrics().density;
    paint.setStrokeWidth(STROKE_DP * dp);
  }

  @Override
  protected void onMeasure(int widthSpec, int heightSpec) {
    int count = Sureness.values().length;
    setMeasuredDimension(
        Math.round((count * WIDTH_DP + (count - 1) * GAP_DP) * dp), Math.round(HEIGHT_DP * dp));
  }

  @Override
  protected void onDraw(Canvas canvas) {
    if (getLayoutDirection() == LAYOUT_DIRECTION_RTL) {
      canvas.scale(-1, 1, getWidth() / 2f, 0);
    }
    for (Sureness sureness : Sureness.values()) {
      float left = sureness.ordinal() * (WIDTH_DP + GAP_DP) * dp;
      place.set(left, 0, left + WIDTH_DP * dp, getHeight());
      draw(canvas, sureness);
    }
  }

  private void draw(Canvas canvas, Sureness sureness) {
    float line = scale.linePx(sureness);
    if (line == 0) { // the page's own colour, with a border to be seen at all
      paint.setStyle(Paint.Style.STROKE);
      paint.setColor(
          MaterialColors.getColor(this, com.google.android.material.R.attr.colorOutline));
      place.inset(STROKE_DP * dp / 2, STROKE_DP * dp / 2);
      canvas.drawRoundRect(place, CORNER_DP * dp, CORNER_DP * dp, paint);
      return;
    }
    paint.setStyle(Paint.Style.FILL);
    fill(canvas, place.top, place.bottom - line, scale.tint(sureness));
    fill(canvas, place.bottom - line, place.bottom, scale.line(sureness));
  }

  /** A part of the swatch, between two heights, in one colour. */
  private void fill(Canvas canvas, float top, float bottom, @ColorInt int color) {
    canvas.save();
    canvas.clipRect(place.left, top, place.right, bottom);
    paint.setColor(color);
    canvas.drawRoundRect(place, CORNER_DP * dp, CORNER_DP * dp, paint);
    canvas.restore();
  }
}
