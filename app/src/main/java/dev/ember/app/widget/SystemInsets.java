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

  /**
   * Pads a screen at both sides and at the bottom, there by the higher of bar and keyboard, and its
   * top bar at the top: so the top bar's colour reaches the screen's edge.
   */
  public static void pad(View screen, View topBar) {
    int topPx = topBar.getPaddingTop();
    ViewCompat.setOnApplyWindowInsetsListener(
        screen,
        (view, all) -> {
          Insets insets = covered(all);
          view.setPadding(insets.left, 0, insets.right, insets.bottom);
          topBar.setPadding(
              topBar.getPaddingLeft(),
              topPx + insets.top,
              topBar.getPaddingRight(),
              topBar.getPaddingBottom());
          return WindowInsetsCompat.CONSUMED;
        });
  }

  /** What bars, cutout and keyboard cover at each side, by the highest of them. */
  public static Insets covered(WindowInsetsCompat all) {
    return all.getInsets(
        WindowInsetsCompat.Type.systemBars()
            | WindowInsetsCompat.Type.displayCutout()
            | WindowInsetsCompat.Type.ime());
  }
}
