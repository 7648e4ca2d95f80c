package dev.ember.app.settings;

import android.app.Dialog;
import android.view.View;
import android.view.Window;
import android.view.WindowManager.LayoutParams;
import androidx.fragment.app.DialogFragment;
import androidx.fragment.app.Fragment;
import androidx.fragment.app.FragmentActivity;
import androidx.fragment.app.FragmentManager;

/**
 * Sheets and dialogs are windows of their own, above whatever covers the activity's: while that is
 * locked they are out of sight, and no screenshot has them where none may have the activity's;
 * those too that open meanwhile.
 */
final class CoveredDialogs {
  private final FragmentManager screens;
  private boolean covered;
  private boolean secret;

  CoveredDialogs(FragmentActivity activity) {
    screens = activity.getSupportFragmentManager();
    screens.registerFragmentLifecycleCallbacks(
        new FragmentManager.FragmentLifecycleCallbacks() {
          @Override
          public void onFragmentStarted(FragmentManager manager, Fragment screen) {
            apply(screen);
          }
        },
        true);
  }

  void cover(boolean now) {
    covered = now;
    applyToAll(screens);
  }

  void keepFromScreenshots(boolean now) {
    secret = now;
    applyToAll(screens);
  }

  private void applyToAll(FragmentManager manager) {
    for (Fragment screen : manager.getFragments()) {
      apply(screen);
      if (screen.isAdded()) {
        applyToAll(screen.getChildFragmentManager());
      }
    }
  }

  private void apply(Fragment screen) {
    Dialog dialog = screen instanceof DialogFragment sheet ? sheet.getDialog() : null;
    Window window = dialog == null ? null : dialog.getWindow();
    View decor = window == null ? null : window.peekDecorView();
    if (window != null && decor != null) {
      decor.setVisibility(covered ? View.GONE : View.VISIBLE);
      window.setFlags(secret ? LayoutParams.FLAG_SECURE : 0, LayoutParams.FLAG_SECURE);
    }
  }
}
