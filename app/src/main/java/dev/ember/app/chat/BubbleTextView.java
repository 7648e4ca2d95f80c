package dev.ember.app.chat;

import android.content.Context;
import android.util.AttributeSet;
import com.google.android.material.textview.MaterialTextView;
import dev.ember.app.R;
import org.jspecify.annotations.Nullable;

/** The user's words: a bubble no wider than 312 dp or 84 % of its column, whichever is less. */
public final class BubbleTextView extends MaterialTextView {
  private static final float SHARE_OF_COLUMN = 0.84f;

  private final int mostPx;

  public BubbleTextView(Context context, @Nullable AttributeSet attributes) {
    super(context, attributes);
    mostPx = getResources().getDimensionPixelSize(R.dimen.bubble_max);
  }

  @Override
  protected void onMeasure(int widthMeasureSpec, int heightMeasureSpec) {
    int column = MeasureSpec.getSize(widthMeasureSpec);
    int most = Math.min(mostPx, Math.round(column * SHARE_OF_COLUMN));
    super.onMeasure(MeasureSpec.makeMeasureSpec(most, MeasureSpec.AT_MOST), heightMeasureSpec);
  }
}
