package dev.ember.app.settings;

import android.app.Activity;
import android.os.SystemClock;
import android.view.View;
import android.view.WindowManager.LayoutParams;
import androidx.biometric.BiometricManager;
import androidx.biometric.BiometricManager.Authenticators;
import androidx.biometric.BiometricPrompt;
import androidx.core.content.ContextCompat;
import androidx.fragment.app.FragmentActivity;
import androidx.lifecycle.ViewModelProvider;
import dev.ember.app.R;

/**
 * Holds a window to what its user wants kept from others: nothing is to be read before the phone
 * knows its user again, and nothing in the list of recent apps.
 *
 * <h2>Threading model</h2>
 *
 * Main thread.
 */
public final class Privacy {
  /** The phone's own lock, if nothing better is set up. */
  private static final int KEYS = Authenticators.BIOMETRIC_WEAK | Authenticators.DEVICE_CREDENTIAL;

  /** A look at another app is no absence. */
  private static final long GRACE_MS = 30_000;

  private final FragmentActivity activity;
  private final Settings settings;
  private final View content;
  private final View cover;
  private final Absence absence;
  private final CoveredDialogs dialogs;
  private final Question question;
  private boolean asking;

  /** Who is there. An interface because a test has no finger. */
  interface Question {

    /** Does one of the two once, unless the window goes. Main thread. */
    void ask(Runnable known, Runnable notKnown);
  }

  /**
   * @param content what is not to be seen while locked
   * @param cover what is seen instead, with a button {@code R.id.unlock}
   */
  public Privacy(FragmentActivity activity, Settings settings, View content, View cover) {
    this(
        activity,
        settings,
        content,
        cover,
        (known, notKnown) -> askThePhone(activity, known, notKnown));
  }

  Privacy(
      FragmentActivity activity, Settings settings, View content, View cover, Question question) {
    this.activity = activity;
    this.settings = settings;
    this.content = content;
    this.cover = cover;
    this.absence = new ViewModelProvider(activity).get(Absence.class);
    this.dialogs = new CoveredDialogs(activity);
    this.question = question;
    cover.findViewById(R.id.unlock).setOnClickListener(view -> ask());
  }

  /** Whether this phone has a lock that the app could use. */
  static boolean canLock(Activity activity) {
    return BiometricManager.from(activity).canAuthenticate(KEYS)
        == BiometricManager.BIOMETRIC_SUCCESS;
  }

  /** The window comes to sight. */
  public void onStart() {
    applyFlags();
    boolean wanted = settings.is(Settings.Switch.APP_LOCK) && canLock(activity);
    if (wanted && absence.longerThan(GRACE_MS, SystemClock.elapsedRealtime())) {
      lock();
      ask();
    } else if (!asking) {
      unlock();
    }
  }

  /** The window goes out of sight; for a rotation it does not. */
  public void onStop() {
    if (!activity.isChangingConfigurations() && content.getVisibility() == View.VISIBLE) {
      absence.begin(SystemClock.elapsedRealtime());
    }
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
  }

  private void unlock() {
    absence.end();
    content.setVisibility(View.VISIBLE);
    cover.setVisibility(View.GONE);
    dialogs.cover(false);
  }

  private void ask() {
    asking = true;
    question.ask(
        () -> {
          asking = false;
          unlock();
        },
        () -> asking = false); // the cover stays, with its button
  }

  private static void askThePhone(FragmentActivity activity, Runnable known, Runnable notKnown) {
    BiometricPrompt prompt =
        new BiometricPrompt(
            activity,
            ContextCompat.getMainExecutor(activity),
            new BiometricPrompt.AuthenticationCallback() {
              @Override
              public void onAuthenticationSucceeded(BiometricPrompt.AuthenticationResult result) {
                known.run();
              }

              @Override
              public void onAuthenticationError(int code, CharSequence words) {
                notKnown.run();
              }
            });
    prompt.authenticate(
        new BiometricPrompt.PromptInfo.Builder()
            .setTitle(activity.getString(R.string.unlock_title))
            .setAllowedAuthenticators(KEYS)
            .build());
  }
}
