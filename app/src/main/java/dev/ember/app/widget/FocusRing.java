package dev.ember.app.widget;

import android.app.Dialog;
import android.graphics.Rect;
import android.graphics.drawable.GradientDrawable;
import android.view.View;
import android.widget.AdapterView;
import com.google.android.material.color.MaterialColors;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A ring around whatever the keyboard is at, in every part of a window alike. A finger never sees
 * it.
 */
public final class FocusRing {
  private static final float WIDTH_DP = 2;
  private static final float CORNER_DP = 8;

  private final View window;
  private final GradientDrawable ring = new GradientDrawable();
  private final Rect place = new Rect();
  private boolean shown;

  private FocusRing(View window) {
    this.window = window;
    float dp = window.getResources().getDisplayMetrics().density;
    ring.setStroke(
        Math.round(WIDTH_DP * dp),
        MaterialColors.getColor(window, com.google.android.material.R.attr.colorOnSurface));
    ring.setCornerRadius(CORNER_DP * dp);
  }

  /**
   * Draws it from now on.
   *
   * @param window its decor
   */
  public static void over(View window) {
    FocusRing ring = new FocusRing(window);
    window
        .getViewTreeObserver()
        .addOnPreDrawListener(
            () -> {
              ring.follow();
              return true;
            });
  }

  /** The same in a window of its own, which has no decor before it is shown. */
  public static void over(Dialog dialog) {
    dialog.setOnShowListener(
        shown -> {
          over(Objects.requireNonNull(dialog.getWindow(), "window").getDecorView());
          dialog.setOnShowListener(null); // a dialog that is shown again keeps its ring
        });
  }

  /** Before each frame, for what has the focus may move or scroll without losing it. */
  private void follow() {
    View focused = window.isInTouchMode() ? null : at(window.findFocus());
    boolean visible = focused != null && focused.getGlobalVisibleRect(place);
    if (visible) {
      ring.setBounds(place);
    }
    if (visible && !shown) {
      window.getOverlay().add(ring);
    } else if (!visible && shown) {
      window.getOverlay().remove(ring);
    }
    shown = visible;
  }

  /** A list of choices has the focus as a whole; the keyboard is at one of them. */
  private static @Nullable View at(@Nullable View focused) {
    View chosen = focused instanceof AdapterView<?> list ? list.getSelectedView() : null;
    return chosen == null ? focused : chosen;
  }
}
