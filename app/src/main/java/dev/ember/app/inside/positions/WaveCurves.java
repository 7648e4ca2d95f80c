package dev.ember.app.inside.positions;

import android.content.Context;
import android.graphics.Canvas;
import android.graphics.DashPathEffect;
import android.graphics.Paint;
import android.graphics.Path;
import android.graphics.PathEffect;
import android.util.AttributeSet;
import android.view.View;
import com.google.android.material.color.MaterialColors;
import org.jspecify.annotations.Nullable;

/** Three rows of the table as curves over the places: drawn through, dashed, and dotted. */
public final class WaveCurves extends View {
  /** The numbers that are drawn, a quick one, a slower one and a slow one, from 0. */
  static final int[] NUMBERS = {0, 8, 14};

  private static final float HEIGHT_DP = 96;
  private static final float LINE_DP = 2;
  private static final float DOT_DP = 4;
  private static final float MARGIN_DP = 6;
  private static final float[][] DASHES_DP = {{}, {8, 4}, {1, 5}};

  private final float dp;
  private final Paint paint = new Paint(Paint.ANTI_ALIAS_FLAG);
  private final Path curve = new Path();
  private int place;

  public WaveCurves(Context context, @Nullable AttributeSet attributes) {
    super(context, attributes);
    dp = getResources().getDisplayMetrics().density;
    paint.setStrokeCap(Paint.Cap.ROUND);
    setLayoutDirection(LAYOUT_DIRECTION_LTR);
  }

  void mark(int at) {
    place = at;
    invalidate();
  }

  @Override
  protected void onMeasure(int widthSpec, int heightSpec) {
    setMeasuredDimension(MeasureSpec.getSize(widthSpec), Math.round(HEIGHT_DP * dp));
  }

  private float x(int at) {
    return (at + 0.5f) * getWidth() / Waves.PLACES;
  }

  private float y(float height) {
    float half = getHeight() / 2f - MARGIN_DP * dp;
    return getHeight() / 2f - height * half;
  }

  private static @Nullable PathEffect dashes(int curve, float dp) {
    float[] lengths = DASHES_DP[curve];
    return lengths.length == 0
        ? null
        : new DashPathEffect(new float[] {lengths[0] * dp, lengths[1] * dp}, 0);
  }

  @Override
  protected void onDraw(Canvas canvas) {
    paint.setPathEffect(null);
    paint.setStyle(Paint.Style.STROKE);
    paint.setStrokeWidth(1);
    paint.setColor(
        MaterialColors.getColor(this, com.google.android.material.R.attr.colorOutlineVariant));
    canvas.drawLine(0, getHeight() / 2f, getWidth(), getHeight() / 2f, paint);
    paint.setStrokeWidth(LINE_DP * dp);
    paint.setColor(
        MaterialColors.getColor(this, com.google.android.material.R.attr.colorOnSurface));
    canvas.drawLine(x(place), 0, x(place), getHeight(), paint);
    paint.setColor(MaterialColors.getColor(this, com.google.android.material.R.attr.colorTertiary));
    for (int i = 0; i < NUMBERS.length; i++) {
      curve.reset();
      for (int at = 0; at < Waves.PLACES; at++) {
        float y = y(Waves.height(at, NUMBERS[i]));
        if (at == 0) {
          curve.moveTo(x(at), y);
        } else {
          curve.lineTo(x(at), y);
        }
      }
      paint.setStyle(Paint.Style.STROKE);
      paint.setPathEffect(dashes(i, dp));
      canvas.drawPath(curve, paint);
      paint.setPathEffect(null);
      paint.setStyle(Paint.Style.FILL);
      canvas.drawCircle(x(place), y(Waves.height(place, NUMBERS[i])), DOT_DP * dp, paint);
    }
  }
}
