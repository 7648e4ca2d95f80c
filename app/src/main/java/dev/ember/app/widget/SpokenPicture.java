package dev.ember.app.widget;

import android.content.Context;
import android.graphics.Rect;
import android.util.AttributeSet;
import android.view.KeyEvent;
import android.view.MotionEvent;
import android.view.View;
import androidx.core.view.ViewCompat;
import androidx.customview.widget.ExploreByTouchHelper;
import org.jspecify.annotations.Nullable;

/** A picture whose parts can be heard one by one, and reached by keys. */
public abstract class SpokenPicture extends View {
  /** Null while the view itself is being made. */
  private @Nullable ExploreByTouchHelper parts;

  protected SpokenPicture(Context context, @Nullable AttributeSet attributes) {
    super(context, attributes);
  }

  /** Says what the parts are. */
  protected final void speakBy(ExploreByTouchHelper told) {
    parts = told;
    ViewCompat.setAccessibilityDelegate(this, told);
  }

  @Override
  protected boolean dispatchHoverEvent(MotionEvent event) {
    return (parts != null && parts.dispatchHoverEvent(event)) || super.dispatchHoverEvent(event);
  }

  @Override
  public boolean dispatchKeyEvent(KeyEvent event) {
    return (parts != null && parts.dispatchKeyEvent(event)) || super.dispatchKeyEvent(event);
  }

  @Override
  protected void onFocusChanged(boolean gained, int direction, @Nullable Rect before) {
    super.onFocusChanged(gained, direction, before);
    if (parts != null) {
      parts.onFocusChanged(gained, direction, before);
    }
  }
}
