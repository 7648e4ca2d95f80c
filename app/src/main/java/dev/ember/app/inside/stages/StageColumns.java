package dev.ember.app.inside.stages;

import android.content.Context;
import android.util.AttributeSet;
import android.util.DisplayMetrics;
import android.view.View;
import android.widget.LinearLayout;
import dev.ember.app.R;
import dev.ember.app.widget.ReadingColumn;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Cards side by side where there is room for their words, else one below the other. What counts is
 * the room that they really have.
 */
public final class StageColumns extends LinearLayout {
  /** Room for the longest title and a bar below it, at the usual size of font. */
  private static final float COLUMN_DP = 180;

  private final ReadingColumn column;
  private final int gap;

  public StageColumns(Context context, @Nullable AttributeSet attributes) {
    super(context, attributes);
    setBaselineAligned(false);
    int margin = getResources().getDimensionPixelSize(R.dimen.page_margin);
    setPadding(margin, 0, margin, 0);
    column = new ReadingColumn(this);
    gap = getResources().getDimensionPixelSize(R.dimen.stages_gap);
  }

  @Override
  protected void onMeasure(int widthMeasureSpec, int heightMeasureSpec) {
    int width = MeasureSpec.getSize(widthMeasureSpec);
    DisplayMetrics screen = getResources().getDisplayMetrics();
    float least = COLUMN_DP * Math.max(screen.density, screen.scaledDensity);
    boolean columns = getChildCount() > 1 && width >= getChildCount() * least;
    place(columns);
    column.pad(columns ? 0 : width);
    super.onMeasure(widthMeasureSpec, heightMeasureSpec);
  }

  private void place(boolean columns) {
    setOrientation(columns ? HORIZONTAL : VERTICAL);
    for (int i = 0; i < getChildCount(); i++) {
      LayoutParams place = (LayoutParams) getChildAt(i).getLayoutParams();
      place.width = columns ? 0 : LayoutParams.MATCH_PARENT;
      place.height = columns ? LayoutParams.MATCH_PARENT : LayoutParams.WRAP_CONTENT;
      place.weight = columns ? 1 : 0;
      place.topMargin = gap;
      place.setMarginStart(columns && i > 0 ? gap : 0);
      place.resolveLayoutDirection(getLayoutDirection());
    }
  }

  void show(List<View> cards) {
    removeAllViews();
    cards.forEach(
        card ->
            addView(card, new LayoutParams(LayoutParams.MATCH_PARENT, LayoutParams.WRAP_CONTENT)));
  }
}
