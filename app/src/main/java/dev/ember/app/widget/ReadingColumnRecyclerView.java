package dev.ember.app.widget;

import android.content.Context;
import android.util.AttributeSet;
import androidx.recyclerview.widget.RecyclerView;
import org.jspecify.annotations.Nullable;

/** A list that scrolls over its whole width while its rows stay within the reading column. */
public final class ReadingColumnRecyclerView extends RecyclerView {
  private final ReadingColumn column;

  public ReadingColumnRecyclerView(Context context, @Nullable AttributeSet attributes) {
    super(context, attributes);
    column = new ReadingColumn(this);
  }

  /** Leaves at least so much room at the end of the rows, for what floats there. */
  public void keepEndFree(int leastPx) {
    column.keepEndFree(leastPx);
    requestLayout();
  }

  @Override
  protected void onMeasure(int widthMeasureSpec, int heightMeasureSpec) {
    column.pad(MeasureSpec.getSize(widthMeasureSpec));
    super.onMeasure(widthMeasureSpec, heightMeasureSpec);
  }
}
