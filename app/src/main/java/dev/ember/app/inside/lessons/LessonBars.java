package dev.ember.app.inside.lessons;

import android.content.Context;
import android.graphics.Canvas;
import android.graphics.Paint;
import android.util.AttributeSet;
import android.view.View;
import com.google.android.material.color.MaterialColors;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A short bar for each lesson, full if it was read. */
public final class LessonBars extends View {
  private static final int GAP_DP = 4;

  private final Paint full = new Paint(Paint.ANTI_ALIAS_FLAG);
  private final Paint hollow = new Paint(Paint.ANTI_ALIAS_FLAG);
  private final float gapPx;
  private Set<Integer> read = Set.of();

  public LessonBars(Context context, @Nullable AttributeSet attributes) {
    super(context, attributes);
    full.setColor(MaterialColors.getColor(this, com.google.android.material.R.attr.colorTertiary));
    hollow.setColor(MaterialColors.getColor(this, com.google.android.material.R.attr.colorOutline));
    gapPx = GAP_DP * getResources().getDisplayMetrics().density;
  }

  /** Which were read. */
  public void show(Set<Integer> lessons) {
    read = Set.copyOf(lessons);
    invalidate();
  }

  @Override
  protected void onDraw(Canvas canvas) {
    float width = (getWidth() - (Lesson.COUNT - 1) * gapPx) / Lesson.COUNT;
    float radius = getHeight() / 2f;
    boolean rtl = getLayoutDirection() == LAYOUT_DIRECTION_RTL;
    for (int i = 0; i < Lesson.COUNT; i++) {
      int place = rtl ? Lesson.COUNT - 1 - i : i;
      float left = place * (width + gapPx);
      canvas.drawRoundRect(
          left, 0, left + width, getHeight(), radius, radius, read.contains(i) ? full : hollow);
    }
  }
}
