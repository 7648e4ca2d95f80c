package dev.ember.app.widget;

import android.view.View;
import dev.ember.app.R;

/** Side paddings that leave a view's content no wider than {@code R.dimen.reading_column}. */
public final class ReadingColumn {
  private final View view;
  private final int startPx;
  private final int endPx;
  private final int columnPx;
  private int freePx;

  /** Takes the view's present side paddings as the least. */
  public ReadingColumn(View view) {
    this.view = view;
    startPx = view.getPaddingStart();
    endPx = view.getPaddingEnd();
    columnPx = view.getResources().getDimensionPixelSize(R.dimen.reading_column);
  }

  /** Leaves at least so much room at the end, for what floats there. */
  public void keepEndFree(int leastPx) {
    freePx = leastPx;
  }

  /** To be called at the beginning of {@code onMeasure}: no second layout pass is needed then. */
  public void pad(int widthPx) {
    int spare = Math.max(0, (widthPx - columnPx) / 2);
    int start = startPx + spare;
    int end = endPx + Math.max(spare, freePx);
    if (view.getPaddingStart() != start || view.getPaddingEnd() != end) {
      view.setPaddingRelative(start, view.getPaddingTop(), end, view.getPaddingBottom());
    }
  }
}
