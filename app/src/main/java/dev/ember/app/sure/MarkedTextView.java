package dev.ember.app.sure;

import android.content.Context;
import android.graphics.Canvas;
import android.util.AttributeSet;
import com.google.android.material.textview.MaterialTextView;
import org.jspecify.annotations.Nullable;

/** A text with {@link TextMarks} behind its words. */
public final class MarkedTextView extends MaterialTextView {
  private final TextMarks marks = new TextMarks(this);

  public MarkedTextView(Context context, @Nullable AttributeSet attributes) {
    super(context, attributes);
  }

  public TextMarks marks() {
    return marks;
  }

  @Override
  protected void onDraw(Canvas canvas) {
    marks.draw(canvas);
    super.onDraw(canvas);
  }
}
