package dev.ember.app.widget;

import android.content.Context;
import android.util.AttributeSet;
import android.widget.LinearLayout;
import org.jspecify.annotations.Nullable;

/**
 * A linear layout whose content is at most a reading column wide and stands in the middle, unless
 * it is to be wider.
 */
public final class ReadingColumnLayout extends LinearLayout {
  private final ReadingColumn column;
  private boolean wide;

  public ReadingColumnLayout(Context context, @Nullable AttributeSet attributes) {
    super(context, attributes);
    column = new ReadingColumn(this);
  }

  /** Takes all the width that there is: for parts that stand side by side. */
  public void widen() {
    wide = true;
    requestLayout();
  }

  @Override
  protected void onMeasure(int widthMeasureSpec, int heightMeasureSpec) {
    column.pad(wide ? 0 : MeasureSpec.getSize(widthMeasureSpec));
    super.onMeasure(widthMeasureSpec, heightMeasureSpec);
  }
}
