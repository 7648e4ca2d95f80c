package dev.ember.app.markdown;

import android.animation.ValueAnimator;
import android.content.Context;
import android.graphics.Canvas;
import android.graphics.Paint;
import android.graphics.RectF;
import android.text.Layout;
import android.util.AttributeSet;
import com.google.android.material.color.MaterialColors;
import com.google.android.material.textview.MaterialTextView;
import dev.ember.app.R;
import dev.ember.app.sure.TextMarks;
import dev.ember.app.widget.Motion;
import org.jspecify.annotations.Nullable;

/**
 * A text with a cursor after its last character while it grows. The cursor is painted, not part of
 * the text: it moves no word, and where a line is full it stands in the margin.
 */
public final class GrowingTextView extends MaterialTextView {
  private static final int OPAQUE = 255;

  private final TextMarks marks = new TextMarks(this);
  private final Paint paint = new Paint(Paint.ANTI_ALIAS_FLAG);
  private final RectF cursor = new RectF();
  private final float cursorWidth;
  private final float cursorHeight;
  private final float cursorRadius;
  private final float cursorGap;

  private boolean growing;
  private @Nullable ValueAnimator pulse;

  public GrowingTextView(Context context, @Nullable AttributeSet attributes) {
    super(context, attributes);
    paint.setColor(MaterialColors.getColor(this, androidx.appcompat.R.attr.colorPrimary));
    cursorWidth = getResources().getDimension(R.dimen.cursor_width);
    cursorHeight = getResources().getDimension(R.dimen.cursor_height);
    cursorRadius = getResources().getDimension(R.dimen.cursor_radius);
    cursorGap = getResources().getDimension(R.dimen.cursor_gap);
  }

  /** What stands behind its words. */
  public TextMarks marks() {
    return marks;
  }

  /** Whether more text is to come. */
  public boolean growing() {
    return growing;
  }

  void setGrowing(boolean value) {
    if (growing != value) {
      growing = value;
      followPulse();
      invalidate();
    }
  }

  @Override
  protected void onAttachedToWindow() {
    super.onAttachedToWindow();
    followPulse();
  }

  @Override
  protected void onDetachedFromWindow() {
    stopPulse();
    super.onDetachedFromWindow();
  }

  private void followPulse() {
    if (!growing || !isAttachedToWindow() || !Motion.wanted()) {
      stopPulse();
    } else if (pulse == null) {
      pulse = ValueAnimator.ofFloat(1, Motion.CURSOR_FAINT);
      pulse.setDuration(Motion.CURSOR_PULSE_MS);
      pulse.setRepeatCount(ValueAnimator.INFINITE);
      pulse.setRepeatMode(ValueAnimator.REVERSE);
      pulse.addUpdateListener(frame -> fade((float) frame.getAnimatedValue()));
      pulse.start();
    }
  }

  private void stopPulse() {
    if (pulse != null) {
      pulse.cancel();
      pulse = null;
    }
    paint.setAlpha(OPAQUE);
  }

  private void fade(float alpha) {
    paint.setAlpha(Math.round(alpha * OPAQUE));
    invalidate();
  }

  @Override
  protected void onDraw(Canvas canvas) {
    marks.draw(canvas);
    super.onDraw(canvas);
    Layout layout = getLayout();
    if (growing && layout != null) {
      place(layout);
      canvas.drawRoundRect(cursor, cursorRadius, cursorRadius, paint);
    }
  }

  private void place(Layout layout) {
    int end = layout.getText().length();
    int line = layout.getLineForOffset(end);
    float x = getTotalPaddingLeft() + layout.getPrimaryHorizontal(end);
    float gap = end == 0 ? 0 : cursorGap;
    float middle =
        getTotalPaddingTop() + (layout.getLineTop(line) + layout.getLineBottom(line)) / 2f;
    float left =
        layout.getParagraphDirection(line) == Layout.DIR_LEFT_TO_RIGHT
            ? x + gap
            : x - gap - cursorWidth;
    cursor.set(left, middle - cursorHeight / 2, left + cursorWidth, middle + cursorHeight / 2);
  }
}
