package dev.ember.app.settings;

import android.os.SystemClock;
import android.view.View;
import android.view.WindowManager.LayoutParams;
import androidx.fragment.app.FragmentActivity;
import androidx.lifecycle.ViewModelProvider;
import dev.ember.app.R;
import dev.ember.app.phone.PhoneLock;

/**
 * Holds a window to what its user wants kept from others: nothing is to be read before the phone
 * knows its user again, and nothing in the list of recent apps.
 *
 * <h2>Threading model</h2>
 *
 * Main thread.
 */
public final class Privacy {
  /** A look at another app is no absence. */
  private static final long GRACE_MS = 30_000;

  private final FragmentActivity activity;
  private final Settings settings;
  private final View content;
  private final View cover;
  private final Absence absence;
  private final CoveredDialogs dialogs;
  private final CoveredBack back;
  private final PhoneLock lock;
  private boolean asking;

  /**
   * @param content what is not to be seen while locked
   * @param cover what is seen instead, with a button {@code R.id.unlock}
   */
  public Privacy(
      FragmentActivity activity, Settings settings, View content, View cover, PhoneLock lock) {
    this.activity = activity;
    this.settings = settings;
    this.content = content;
    this.cover = cover;
    this.absence = new ViewModelProvider(activity).get(Absence.class);
    this.dialogs = new CoveredDialogs(activity);
    this.back = new CoveredBack(activity);
    this.lock = lock;
    cover.findViewById(R.id.unlock).setOnClickListener(view -> ask());
  }

  /**
   * The window comes to sight. An older Android asks for the lock of its screen in a window above
   * this one, which comes to sight again before the answer is heard: it is not asked for twice.
   */
  public void onStart() {
    applyFlags();
    boolean wanted = settings.is(Settings.Switch.APP_LOCK) && lock.isSet(activity);
    if (wanted && absence.longerThan(GRACE_MS, SystemClock.elapsedRealtime())) {
      lock();
      if (!asking) {
        ask();
      }
    } else if (!asking) {
      unlock();
    }
  }

  /** The window goes out of sight; for a rotation it does not. */
  public void onStop() {
    if (!activity.isChangingConfigurations() && !isLocked()) {
      absence.begin(SystemClock.elapsedRealtime());
    }
  }

  /** Whether nothing of the window may be seen or done. */
  public boolean isLocked() {
    return content.getVisibility() != View.VISIBLE;
  }

  /** A black card in the list of recent apps, and no screenshots. */
  public void applyFlags() {
    boolean hidden = settings.is(Settings.Switch.HIDE_IN_RECENTS);
    activity.getWindow().setFlags(hidden ? LayoutParams.FLAG_SECURE : 0, LayoutParams.FLAG_SECURE);
    dialogs.keepFromScreenshots(hidden);
  }

  /** While an answer is written, if its reader wants that. */
  public void keepScreenOn(boolean answering) {
    content.setKeepScreenOn(answering && settings.is(Settings.Switch.KEEP_SCREEN_ON));
  }

  private void lock() {
    content.setVisibility(View.INVISIBLE);
    cover.setVisibility(View.VISIBLE);
    dialogs.cover(true);
    back.cover(true);
  }

  private void unlock() {
    absence.end();
    content.setVisibility(View.VISIBLE);
    cover.setVisibility(View.GONE);
    dialogs.cover(false);
    back.cover(false);
  }

  private void ask() {
    asking = true;
    lock.ask(
        activity,
        () -> {
          asking = false;
          unlock();
        },
        () -> asking = false); // the cover stays, with its button
  }
}
