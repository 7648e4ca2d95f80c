package dev.ember.app.widget;

import android.content.Context;
import android.util.AttributeSet;
import android.view.Gravity;
import android.view.View;
import android.widget.LinearLayout;
import org.jspecify.annotations.Nullable;

/**
 * Buttons side by side at the end; one below the other where their words are too long for that, as
 * with a large font. A child with a gravity of its own stands there.
 */
public final class ButtonRow extends LinearLayout {

  public ButtonRow(Context context, @Nullable AttributeSet attributes) {
    super(context, attributes);
    setGravity(Gravity.END | Gravity.CENTER_VERTICAL);
  }

  @Override
  protected void onMeasure(int widthMeasureSpec, int heightMeasureSpec) {
    int available = MeasureSpec.getSize(widthMeasureSpec) - getPaddingLeft() - getPaddingRight();
    setOrientation(wantedWidth() <= available ? HORIZONTAL : VERTICAL);
    super.onMeasure(widthMeasureSpec, heightMeasureSpec);
  }

  private int wantedWidth() {
    int unlimited = MeasureSpec.makeMeasureSpec(0, MeasureSpec.UNSPECIFIED);
    int sum = 0;
    for (int i = 0; i < getChildCount(); i++) {
      View child = getChildAt(i);
      if (child.getVisibility() != GONE) {
        child.measure(unlimited, unlimited);
        sum += child.getMeasuredWidth();
      }
    }
    return sum;
  }
}
