package dev.ember.app.chats;

import android.text.format.DateUtils;
import android.view.View;
import androidx.lifecycle.DefaultLifecycleObserver;
import androidx.lifecycle.LifecycleOwner;

/**
 * Keeps the times of the rows true while the list is on the screen: "now" is so for a minute, and
 * today becomes yesterday. Nothing waits while it is not; who comes back sees the times of then.
 */
final class RowClock implements DefaultLifecycleObserver {
  private final View root;
  private final Runnable tick;

  /**
   * @param root of the list's views, on whose thread the minutes are counted
   */
  RowClock(View root, ChatRowAdapter rows) {
    this.root = root;
    tick =
        () -> {
          rows.showTimes();
          again();
        };
  }

  @Override
  public void onStart(LifecycleOwner list) {
    tick.run();
  }

  @Override
  public void onStop(LifecycleOwner list) {
    root.removeCallbacks(tick);
  }

  private void again() {
    root.postDelayed(tick, DateUtils.MINUTE_IN_MILLIS);
  }
}
