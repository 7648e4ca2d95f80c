package dev.ember.app.chat;

import android.content.Context;
import android.util.AttributeSet;
import com.google.android.material.textview.MaterialTextView;
import dev.ember.app.R;
import org.jspecify.annotations.Nullable;

/**
 * The user's words: a bubble no wider than 312 dp or 84 % of its column, whichever is less. With a
 * large font 312 dp hold only a word or two in a line: then the bubble grows with the letters, up
 * to 90 % of the column.
 */
public final class BubbleTextView extends MaterialTextView {
  private static final float LARGE_FONT = 1.3f;
  private static final float SHARE_OF_COLUMN = 0.84f;
  private static final float LARGE_SHARE_OF_COLUMN = 0.9f;

  private final int mostPx;
  private final float share;

  public BubbleTextView(Context context, @Nullable AttributeSet attributes) {
    super(context, attributes);
    float fontScale = getResources().getConfiguration().fontScale;
    boolean large = fontScale >= LARGE_FONT;
    int plainPx = getResources().getDimensionPixelSize(R.dimen.bubble_max);
    mostPx = large ? Math.round(plainPx * fontScale) : plainPx;
    share = large ? LARGE_SHARE_OF_COLUMN : SHARE_OF_COLUMN;
  }

  @Override
  protected void onMeasure(int widthMeasureSpec, int heightMeasureSpec) {
    int column = MeasureSpec.getSize(widthMeasureSpec);
    int most = Math.min(mostPx, Math.round(column * share));
    super.onMeasure(MeasureSpec.makeMeasureSpec(most, MeasureSpec.AT_MOST), heightMeasureSpec);
  }
}
