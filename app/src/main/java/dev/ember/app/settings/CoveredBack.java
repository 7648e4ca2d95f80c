package dev.ember.app.settings;

import androidx.activity.OnBackPressedCallback;
import androidx.fragment.app.Fragment;
import androidx.fragment.app.FragmentActivity;
import androidx.fragment.app.FragmentManager;

/**
 * Back, while the window is locked, leaves the app: whoever cannot see a page may not close it. Of
 * those that listen to it the last one is asked first, so this one comes last anew after each page
 * that starts meanwhile.
 */
final class CoveredBack extends OnBackPressedCallback {
  private final FragmentActivity activity;

  CoveredBack(FragmentActivity activity) {
    super(false);
    this.activity = activity;
    activity
        .getSupportFragmentManager()
        .registerFragmentLifecycleCallbacks(
            new FragmentManager.FragmentLifecycleCallbacks() {
              @Override
              public void onFragmentStarted(FragmentManager manager, Fragment page) {
                cover(isEnabled());
              }
            },
            true);
  }

  void cover(boolean now) {
    setEnabled(now);
    remove();
    if (now) {
      activity.getOnBackPressedDispatcher().addCallback(activity, this);
    }
  }

  @Override
  public void handleOnBackPressed() {
    activity.moveTaskToBack(true);
  }
}
