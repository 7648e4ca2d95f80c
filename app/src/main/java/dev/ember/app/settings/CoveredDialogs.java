package dev.ember.app.settings;

import android.app.Dialog;
import android.view.View;
import android.view.Window;
import androidx.fragment.app.DialogFragment;
import androidx.fragment.app.Fragment;
import androidx.fragment.app.FragmentActivity;
import androidx.fragment.app.FragmentManager;

/**
 * Sheets and dialogs are windows of their own, above whatever covers the activity's: while that is
 * locked they are out of sight, those too that open meanwhile.
 */
final class CoveredDialogs {
  private final FragmentManager screens;
  private boolean covered;

  CoveredDialogs(FragmentActivity activity) {
    screens = activity.getSupportFragmentManager();
    screens.registerFragmentLifecycleCallbacks(
        new FragmentManager.FragmentLifecycleCallbacks() {
          @Override
          public void onFragmentStarted(FragmentManager manager, Fragment screen) {
            if (covered) {
              cover(screen);
            }
          }
        },
        true);
  }

  void cover(boolean now) {
    covered = now;
    coverAll(screens);
  }

  private void coverAll(FragmentManager manager) {
    for (Fragment screen : manager.getFragments()) {
      cover(screen);
      if (screen.isAdded()) {
        coverAll(screen.getChildFragmentManager());
      }
    }
  }

  private void cover(Fragment screen) {
    Dialog dialog = screen instanceof DialogFragment sheet ? sheet.getDialog() : null;
    Window window = dialog == null ? null : dialog.getWindow();
    View decor = window == null ? null : window.peekDecorView();
    if (decor != null) {
      decor.setVisibility(covered ? View.GONE : View.VISIBLE);
    }
  }
}
