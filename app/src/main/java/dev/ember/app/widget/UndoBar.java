package dev.ember.app.widget;

import android.view.View;
import com.google.android.material.snackbar.BaseTransientBottomBar;
import com.google.android.material.snackbar.Snackbar;
import dev.ember.app.R;

/** Says what was done, and offers to take it back. */
public final class UndoBar {
  /** Long enough to read, to be startled and to tap; Material asks for 4 to 10 s. */
  private static final int OFFER_MS = 8_000;

  private UndoBar() {}

  /** To be shown by the caller. */
  public static Snackbar of(View view, CharSequence done, Runnable undo) {
    return Snackbar.make(view, done, OFFER_MS).setAction(R.string.undo, tapped -> undo.run());
  }

  /**
   * The same.
   *
   * @param over runs when the offer has been left to pass, or was swiped away
   */
  public static Snackbar of(View view, CharSequence done, Runnable undo, Runnable over) {
    return of(view, done, undo)
        .addCallback(
            new Snackbar.Callback() {
              @Override
              public void onDismissed(Snackbar snackbar, int event) {
                if (event == BaseTransientBottomBar.BaseCallback.DISMISS_EVENT_TIMEOUT
                    || event == BaseTransientBottomBar.BaseCallback.DISMISS_EVENT_SWIPE) {
                  over.run();
                }
              }
            });
  }
}
