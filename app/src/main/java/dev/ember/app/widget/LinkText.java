package dev.ember.app.widget;

import android.content.Context;
import android.graphics.Paint;
import android.util.AttributeSet;
import android.widget.Button;
import com.google.android.material.textview.MaterialTextView;
import org.jspecify.annotations.Nullable;

/** A step of lower rank than the buttons beside it: a line that is underlined. */
public final class LinkText extends MaterialTextView {

  public LinkText(Context context, @Nullable AttributeSet attributes) {
    super(context, attributes);
    setPaintFlags(getPaintFlags() | Paint.UNDERLINE_TEXT_FLAG);
  }

  /** What is said of it: one can press it. */
  @Override
  public CharSequence getAccessibilityClassName() {
    return Button.class.getName();
  }
}
