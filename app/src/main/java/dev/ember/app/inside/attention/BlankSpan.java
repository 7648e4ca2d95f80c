package dev.ember.app.inside.attention;

import android.graphics.Canvas;
import android.graphics.DashPathEffect;
import android.graphics.Paint;
import android.text.style.ReplacementSpan;
import android.view.View;
import com.google.android.material.R;
import com.google.android.material.color.MaterialColors;
import org.jspecify.annotations.Nullable;

/** A dashed box where the next word will stand. */
final class BlankSpan extends ReplacementSpan {
  private static final float WIDTH_DP = 64;
  private static final float STROKE_DP = 2;
  private static final float DASH_DP = 5;
  private static final float CORNER_DP = 6;

  private final Paint dashes = new Paint(Paint.ANTI_ALIAS_FLAG);
  private final float dp;

  BlankSpan(View view) {
    dp = view.getResources().getDisplayMetrics().density;
    dashes.setStyle(Paint.Style.STROKE);
    dashes.setStrokeWidth(STROKE_DP * dp);
    dashes.setColor(MaterialColors.getColor(view, R.attr.colorTertiary));
    dashes.setPathEffect(new DashPathEffect(new float[] {DASH_DP * dp, DASH_DP * dp / 2}, 0));
  }

  @Override
  public int getSize(
      Paint paint, CharSequence text, int start, int end, Paint.@Nullable FontMetricsInt metrics) {
    if (metrics != null) {
      paint.getFontMetricsInt(metrics);
    }
    return Math.round(WIDTH_DP * dp);
  }

  @Override
  public void draw(
      Canvas canvas,
      CharSequence text,
      int start,
      int end,
      float x,
      int top,
      int y,
      int bottom,
      Paint paint) {
    float inset = STROKE_DP * dp;
    float corner = CORNER_DP * dp;
    canvas.drawRoundRect(
        x + inset,
        y + paint.ascent() + inset,
        x + WIDTH_DP * dp - inset,
        y + paint.descent() - inset,
        corner,
        corner,
        dashes);
  }
}
