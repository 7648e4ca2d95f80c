package dev.ember.app.widget;

import android.view.View;
import androidx.core.graphics.Insets;
import androidx.core.view.ViewCompat;
import androidx.core.view.WindowInsetsCompat;

/**
 * Keeps content clear of the system's bars, the cutout and the keyboard; the page itself runs from
 * edge to edge.
 */
public final class SystemInsets {

  private SystemInsets() {}

  /** Adds the bars at the top and both sides, and the higher of bar and keyboard at the bottom. */
  public static void padAll(View view) {
    int left = view.getPaddingLeft();
    int top = view.getPaddingTop();
    int right = view.getPaddingRight();
    int bottom = view.getPaddingBottom();
    ViewCompat.setOnApplyWindowInsetsListener(
        view,
        (v, all) -> {
          Insets insets =
              all.getInsets(
                  WindowInsetsCompat.Type.systemBars()
                      | WindowInsetsCompat.Type.displayCutout()
                      | WindowInsetsCompat.Type.ime());
          v.setPadding(
              left + insets.left, top + insets.top, right + insets.right, bottom + insets.bottom);
          return WindowInsetsCompat.CONSUMED;
        });
  }
}
