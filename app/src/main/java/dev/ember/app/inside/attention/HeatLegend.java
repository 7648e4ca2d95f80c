package dev.ember.app.inside.attention;

import android.content.Context;
import android.graphics.Canvas;
import android.graphics.Paint;
import android.util.AttributeSet;
import android.view.View;
import org.jspecify.annotations.Nullable;

/** The nine steps of attention side by side, or with the tag "masked" a hatched one. */
public final class HeatLegend extends View {
  private static final String MASKED = "masked";
  private static final float SWATCH_DP = 14;
  private static final float GAP_DP = 2;
  private static final float CORNER_DP = 4;

  private final HeatScale scale;
  private final float dp;

  public HeatLegend(Context context, @Nullable AttributeSet attributes) {
    super(context, attributes);
    scale = new HeatScale(context);
    dp = getResources().getDisplayMetrics().density;
  }

  private boolean masked() {
    return MASKED.equals(getTag());
  }

  @Override
  protected void onMeasure(int widthMeasureSpec, int heightMeasureSpec) {
    int swatches = masked() ? 1 : HeatScale.steps();
    float width = swatches * (SWATCH_DP + GAP_DP) * dp;
    setMeasuredDimension(Math.round(width), Math.round((SWATCH_DP + GAP_DP) * dp));
  }

  @Override
  protected void onDraw(Canvas canvas) {
    Paint paint = masked() ? Hatch.paint(this) : new Paint(Paint.ANTI_ALIAS_FLAG);
    for (int step = 0; step < (masked() ? 1 : HeatScale.steps()); step++) {
      if (!masked()) {
        paint.setColor(scale.color(step));
      }
      float left = step * (SWATCH_DP + GAP_DP) * dp;
      float corner = CORNER_DP * dp;
      canvas.drawRoundRect(
          left,
          GAP_DP * dp,
          left + SWATCH_DP * dp,
          (GAP_DP + SWATCH_DP) * dp,
          corner,
          corner,
          paint);
    }
  }
}
