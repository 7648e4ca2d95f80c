package dev.ember.app.inside.lessons;

import android.content.Context;
import android.graphics.Canvas;
import android.graphics.Paint;
import android.graphics.RectF;
import android.util.AttributeSet;
import android.view.View;
import com.google.android.material.color.MaterialColors;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A short bar for each lesson: full if it was read, else hollow. */
public final class LessonBars extends View {
  private static final int GAP_DP = 4;

  /** As the hollow bar of a candidate has it. */
  private static final float STROKE_DP = 1.5f;

  private final Paint full = new Paint(Paint.ANTI_ALIAS_FLAG);
  private final Paint hollow = new Paint(Paint.ANTI_ALIAS_FLAG);
  private final RectF bar = new RectF();
  private final float gapPx;
  private Set<Integer> read = Set.of();

  public LessonBars(Context context, @Nullable AttributeSet attributes) {
    super(context, attributes);
    float dp = getResources().getDisplayMetrics().density;
    full.setColor(MaterialColors.getColor(this, com.google.android.material.R.attr.colorTertiary));
    hollow.setColor(MaterialColors.getColor(this, com.google.android.material.R.attr.colorOutline));
    hollow.setStyle(Paint.Style.STROKE);
    hollow.setStrokeWidth(STROKE_DP * dp);
    gapPx = GAP_DP * dp;
  }

  /** Which were read. */
  public void show(Set<Integer> lessons) {
    read = Set.copyOf(lessons);
    invalidate();
  }

  @Override
  protected void onDraw(Canvas canvas) {
    float width = (getWidth() - (Lesson.COUNT - 1) * gapPx) / Lesson.COUNT;
    boolean rtl = getLayoutDirection() == LAYOUT_DIRECTION_RTL;
    for (int i = 0; i < Lesson.COUNT; i++) {
      int place = rtl ? Lesson.COUNT - 1 - i : i;
      float left = place * (width + gapPx);
      bar.set(left, 0, left + width, getHeight());
      draw(canvas, read.contains(i) ? full : hollow);
    }
  }

  private void draw(Canvas canvas, Paint paint) {
    float inset = paint.getStyle() == Paint.Style.STROKE ? paint.getStrokeWidth() / 2 : 0;
    bar.inset(inset, inset);
    float radius = bar.height() / 2;
    canvas.drawRoundRect(bar, radius, radius, paint);
  }
}
