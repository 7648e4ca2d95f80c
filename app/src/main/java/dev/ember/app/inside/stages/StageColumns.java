package dev.ember.app.inside.stages;

import android.content.Context;
import android.content.res.Configuration;
import android.util.AttributeSet;
import android.view.View;
import android.widget.LinearLayout;
import dev.ember.app.R;
import dev.ember.app.widget.ReadingColumn;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Cards side by side where there is room for their words, else one below the other. */
public final class StageColumns extends LinearLayout {
  /** Room for the longest title and a bar below it, at the usual size of font. */
  private static final float COLUMN_DP = 180;

  private final ReadingColumn column;
  private boolean columns;

  public StageColumns(Context context, @Nullable AttributeSet attributes) {
    super(context, attributes);
    setBaselineAligned(false);
    int margin = getResources().getDimensionPixelSize(R.dimen.page_margin);
    setPadding(margin, 0, margin, 0);
    column = new ReadingColumn(this);
  }

  @Override
  protected void onMeasure(int widthMeasureSpec, int heightMeasureSpec) {
    column.pad(columns ? 0 : MeasureSpec.getSize(widthMeasureSpec));
    super.onMeasure(widthMeasureSpec, heightMeasureSpec);
  }

  void show(List<View> cards) {
    removeAllViews();
    Configuration now = getResources().getConfiguration();
    boolean beside = now.screenWidthDp >= cards.size() * COLUMN_DP * Math.max(1, now.fontScale);
    columns = beside && cards.size() > 1;
    setOrientation(columns ? HORIZONTAL : VERTICAL);
    int gap = getResources().getDimensionPixelSize(R.dimen.stages_gap);
    for (View card : cards) {
      LayoutParams place =
          columns
              ? new LayoutParams(0, LayoutParams.MATCH_PARENT, 1)
              : new LayoutParams(LayoutParams.MATCH_PARENT, LayoutParams.WRAP_CONTENT);
      place.topMargin = gap;
      place.setMarginStart(columns && getChildCount() > 0 ? gap : 0);
      addView(card, place);
    }
  }
}
