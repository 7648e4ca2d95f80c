package dev.ember.app.widget;

import android.view.Gravity;
import android.view.View;
import androidx.appcompat.widget.PopupMenu;
import androidx.lifecycle.DefaultLifecycleObserver;
import androidx.lifecycle.Lifecycle;
import androidx.lifecycle.LifecycleOwner;
import androidx.lifecycle.ViewTreeLifecycleOwner;

/**
 * Every menu beside a view. It goes when its page goes out of sight: it is a window of its own, and
 * would lie above the lock when the page comes back.
 */
public final class PageMenu extends PopupMenu {
  private final View anchor;

  public PageMenu(View anchor) {
    this(anchor, Gravity.NO_GRAVITY);
  }

  /**
   * @param gravity of {@link Gravity}, the side of the anchor
   */
  public PageMenu(View anchor, int gravity) {
    super(anchor.getContext(), anchor, gravity);
    this.anchor = anchor;
  }

  @Override
  public void show() {
    super.show();
    LifecycleOwner page = ViewTreeLifecycleOwner.get(anchor);
    if (page != null) {
      dismissWith(page.getLifecycle());
    }
  }

  private void dismissWith(Lifecycle page) {
    DefaultLifecycleObserver stop =
        new DefaultLifecycleObserver() {
          @Override
          public void onStop(LifecycleOwner owner) {
            dismiss();
          }
        };
    page.addObserver(stop);
    setOnDismissListener(menu -> page.removeObserver(stop));
  }
}
