package dev.ember.app.widget;

import android.content.Context;
import android.util.AttributeSet;
import android.widget.LinearLayout;
import org.jspecify.annotations.Nullable;

/** A linear layout whose content is at most a reading column wide and stands in the middle. */
public final class ReadingColumnLayout extends LinearLayout {
  private final ReadingColumn column;

  public ReadingColumnLayout(Context context, @Nullable AttributeSet attributes) {
    super(context, attributes);
    column = new ReadingColumn(this);
  }

  @Override
  protected void onMeasure(int widthMeasureSpec, int heightMeasureSpec) {
    column.pad(MeasureSpec.getSize(widthMeasureSpec));
    super.onMeasure(widthMeasureSpec, heightMeasureSpec);
  }
}
