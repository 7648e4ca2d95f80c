package dev.ember.app.inside.positions;

import android.content.Context;
import android.graphics.Canvas;
import android.graphics.Paint;
import android.util.AttributeSet;
import android.view.View;
import com.google.android.material.color.MaterialColors;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Pairs of numbers as clocks, from the quickest to the slowest, each with its hand where it stands
 * at a place of the text. What it shows is also said in the line below it.
 */
public final class TurningPairs extends View {
  /** More would be too small to see a hand move. */
  static final int MOST = 8;

  private static final int COLUMNS = 4;
  private static final float DIAL_DP = 64;
  private static final float GAP_DP = 12;
  private static final float LINE_DP = 2;
  private static final float HAND_DP = 3;
  private static final float DOT_DP = 4;

  private final float dp;
  private final Paint paint = new Paint(Paint.ANTI_ALIAS_FLAG);
  private List<Double> turns = List.of();
  private int place;

  public TurningPairs(Context context, @Nullable AttributeSet attributes) {
    super(context, attributes);
    dp = getResources().getDisplayMetrics().density;
    paint.setStrokeCap(Paint.Cap.ROUND);
  }

  /** Which of so many pairs are drawn: evenly from the first to the last. */
  static List<Integer> drawn(int pairs) {
    int count = Math.min(MOST, pairs);
    List<Integer> drawn = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      drawn.add(count == 1 ? 0 : Math.round((float) i * (pairs - 1) / (count - 1)));
    }
    return drawn;
  }

  /**
   * @param angles in radians by which the drawn pairs turn at each step
   */
  void show(List<Double> angles, int at) {
    if (angles.size() != turns.size()) {
      requestLayout();
    }
    turns = List.copyOf(angles);
    place = at;
    invalidate();
  }

  @Override
  protected void onMeasure(int widthSpec, int heightSpec) {
    int rows = Math.max(1, (turns.size() + COLUMNS - 1) / COLUMNS);
    float height = rows * DIAL_DP + (rows - 1) * GAP_DP;
    setMeasuredDimension(MeasureSpec.getSize(widthSpec), Math.round(height * dp));
  }

  @Override
  protected void onDraw(Canvas canvas) {
    float column = getWidth() / (float) COLUMNS;
    for (int i = 0; i < turns.size(); i++) {
      float x = column * (i % COLUMNS + 0.5f);
      float y = (DIAL_DP / 2 + i / COLUMNS * (DIAL_DP + GAP_DP)) * dp;
      draw(canvas, x, y, turns.get(i) * place);
    }
  }

  /** An angle counts against the clock from the right, as in the textbooks. */
  private void draw(Canvas canvas, float x, float y, double angle) {
    float radius = (DIAL_DP / 2 - DOT_DP) * dp;
    paint.setStyle(Paint.Style.STROKE);
    paint.setStrokeWidth(LINE_DP * dp);
    paint.setColor(MaterialColors.getColor(this, com.google.android.material.R.attr.colorOutline));
    canvas.drawCircle(x, y, radius, paint);
    paint.setColor(MaterialColors.getColor(this, com.google.android.material.R.attr.colorTertiary));
    paint.setStrokeWidth(HAND_DP * dp);
    float tipX = x + (float) Math.cos(angle) * radius;
    float tipY = y - (float) Math.sin(angle) * radius;
    canvas.drawLine(x, y, tipX, tipY, paint);
    paint.setStyle(Paint.Style.FILL);
    canvas.drawCircle(tipX, tipY, DOT_DP * dp, paint);
  }
}
