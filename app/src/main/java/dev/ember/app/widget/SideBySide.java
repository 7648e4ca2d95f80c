package dev.ember.app.widget;

import android.content.Context;
import android.util.AttributeSet;
import android.view.View;
import android.widget.LinearLayout;
import org.jspecify.annotations.Nullable;

/**
 * Cards beside each other, equally wide, where each has room for its words; else one below the
 * other. What counts is the room that they really have, and the size of the font.
 */
public final class SideBySide extends LinearLayout {
  /** Some three words of a text in a line, at the usual size of font. */
  private static final float LEAST_WIDTH_DP = 160;

  private static final float GAP_DP = 8;

  public SideBySide(Context context, @Nullable AttributeSet attributes) {
    super(context, attributes);
    setBaselineAligned(false);
  }

  @Override
  protected void onMeasure(int widthMeasureSpec, int heightMeasureSpec) {
    int count = 0;
    for (int i = 0; i < getChildCount(); i++) {
      count += getChildAt(i).getVisibility() == GONE ? 0 : 1;
    }
    int room = MeasureSpec.getSize(widthMeasureSpec) - getPaddingLeft() - getPaddingRight();
    float dp = getResources().getDisplayMetrics().density;
    float least = LEAST_WIDTH_DP * dp * getResources().getConfiguration().fontScale;
    float gap = GAP_DP * dp;
    place(room >= count * least + (count - 1) * gap, Math.round(gap));
    super.onMeasure(widthMeasureSpec, heightMeasureSpec);
  }

  private void place(boolean beside, int gap) {
    setOrientation(beside ? HORIZONTAL : VERTICAL);
    boolean isFirst = true;
    for (int i = 0; i < getChildCount(); i++) {
      View child = getChildAt(i);
      LayoutParams place = (LayoutParams) child.getLayoutParams();
      place.width = beside ? 0 : LayoutParams.MATCH_PARENT;
      place.height = beside ? LayoutParams.MATCH_PARENT : LayoutParams.WRAP_CONTENT;
      place.weight = beside ? 1 : 0;
      place.setMarginStart(beside && !isFirst ? gap : 0);
      place.topMargin = beside || isFirst ? 0 : gap;
      place.resolveLayoutDirection(getLayoutDirection());
      isFirst &= child.getVisibility() == GONE;
    }
  }
}
