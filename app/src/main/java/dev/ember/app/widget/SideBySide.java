package dev.ember.app.widget;

import android.content.Context;
import android.content.res.TypedArray;
import android.util.AttributeSet;
import android.view.View;
import android.widget.LinearLayout;
import dev.ember.app.R;
import org.jspecify.annotations.Nullable;

/**
 * Cards beside each other, equally wide, where each has room for its words; else one below the
 * other, no wider than a reading column. What counts is the room that they really have, and the
 * size of the font. {@code R.attr.cardGap} is between them.
 */
public final class SideBySide extends LinearLayout {
  /** Some three words of a text in a line, or a title, at the usual size of font. */
  private static final float LEAST_WIDTH_DP = 160;

  private final ReadingColumn column;
  private final int paddingPx;
  private final int gapPx;

  public SideBySide(Context context, @Nullable AttributeSet attributes) {
    super(context, attributes);
    setBaselineAligned(false);
    column = new ReadingColumn(this);
    paddingPx = getPaddingLeft() + getPaddingRight();
    TypedArray own = context.obtainStyledAttributes(attributes, new int[] {R.attr.cardGap});
    gapPx = own.getDimensionPixelSize(0, 0);
    own.recycle();
  }

  @Override
  protected void onMeasure(int widthMeasureSpec, int heightMeasureSpec) {
    int count = 0;
    for (int i = 0; i < getChildCount(); i++) {
      count += getChildAt(i).getVisibility() == GONE ? 0 : 1;
    }
    int width = MeasureSpec.getSize(widthMeasureSpec);
    float dp = getResources().getDisplayMetrics().density;
    float least = LEAST_WIDTH_DP * dp * getResources().getConfiguration().fontScale;
    boolean beside = count > 1 && width - paddingPx >= count * least + (count - 1) * gapPx;
    column.pad(beside ? 0 : width);
    place(beside);
    super.onMeasure(widthMeasureSpec, heightMeasureSpec);
  }

  private void place(boolean beside) {
    setOrientation(beside ? HORIZONTAL : VERTICAL);
    boolean isFirst = true;
    for (int i = 0; i < getChildCount(); i++) {
      View child = getChildAt(i);
      LayoutParams place = (LayoutParams) child.getLayoutParams();
      place.width = beside ? 0 : LayoutParams.MATCH_PARENT;
      place.height = beside ? LayoutParams.MATCH_PARENT : LayoutParams.WRAP_CONTENT;
      place.weight = beside ? 1 : 0;
      place.setMarginStart(beside && !isFirst ? gapPx : 0);
      place.topMargin = beside || isFirst ? 0 : gapPx;
      place.resolveLayoutDirection(getLayoutDirection());
      isFirst &= child.getVisibility() == GONE;
    }
  }
}
