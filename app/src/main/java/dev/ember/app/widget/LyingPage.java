package dev.ember.app.widget;

import android.content.res.Configuration;
import android.view.View;
import android.widget.LinearLayout;
import com.google.android.material.floatingactionbutton.ExtendedFloatingActionButton;
import dev.ember.app.R;

/** A page on a phone that lies: there is little height, so that its parts stand side by side. */
public final class LyingPage {
  private static final int LOW_DP = 480;

  private LyingPage() {}

  /** Whether the window is that of a phone that lies. */
  public static boolean isSo(View view) {
    Configuration now = view.getResources().getConfiguration();
    return now.orientation == Configuration.ORIENTATION_LANDSCAPE && now.screenHeightDp < LOW_DP;
  }

  /** Folds a floating button to its sign, which has room beside the rows, where that is so. */
  public static void fold(ExtendedFloatingActionButton button, ReadingColumnRecyclerView rows) {
    if (isSo(rows)) {
      button.setExtended(false);
      rows.keepEndFree(rows.getResources().getDimensionPixelSize(R.dimen.folded_button_room));
    }
  }

  /** Gives each part of a column the same width in a row where that is so. */
  public static void arrange(LinearLayout parts) {
    if (!isSo(parts)) {
      return;
    }
    parts.setOrientation(LinearLayout.HORIZONTAL);
    for (int i = 0; i < parts.getChildCount(); i++) {
      LinearLayout.LayoutParams place =
          (LinearLayout.LayoutParams) parts.getChildAt(i).getLayoutParams();
      place.width = 0;
      place.weight = 1;
      place.setMarginStart(i == 0 ? 0 : place.topMargin);
    }
  }
}
