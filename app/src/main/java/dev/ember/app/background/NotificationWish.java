package dev.ember.app.background;

import android.Manifest;
import android.content.Context;
import android.content.SharedPreferences;
import android.content.pm.PackageManager;
import android.os.Build;
import androidx.activity.ComponentActivity;
import androidx.activity.result.ActivityResultLauncher;
import androidx.activity.result.contract.ActivityResultContracts;
import androidx.annotation.RequiresApi;
import androidx.core.content.ContextCompat;
import androidx.lifecycle.DefaultLifecycleObserver;
import androidx.lifecycle.Lifecycle;
import androidx.lifecycle.LifecycleOwner;
import dev.ember.app.concurrent.Delay;
import java.util.concurrent.Executor;

/**
 * Asks once for the permission to show notifications, and only when there is something to show:
 * work that has gone on for a while. A refusal is final; the work goes on without. A window that is
 * not in front then asks when it comes to the front again, if work goes on by then.
 */
public final class NotificationWish implements DefaultLifecycleObserver {
  /** Most answers of a small model are shorter and need no notification. */
  private static final long WAIT_MS = 5_000;

  private static final String FILE = "asked";
  private static final String ASKED = "notifications";

  private final ComponentActivity activity;
  private final Delay later;
  private final Executor disk;
  private final Executor main;
  private final ActivityResultLauncher<String> launcher;
  private boolean working;

  /** How often work has begun: what begins anew goes on for a while of its own. */
  private int begun;

  /** Work has gone on for a while, and nobody was asked. */
  private boolean due;

  /**
   * To be made in {@code onCreate}.
   *
   * @param disk reads whether somebody was asked before
   * @param main is told of it
   */
  public NotificationWish(ComponentActivity activity, Delay later, Executor disk, Executor main) {
    this.activity = activity;
    this.later = later;
    this.disk = disk;
    this.main = main;
    this.launcher =
        activity.registerForActivityResult(
            new ActivityResultContracts.RequestPermission(), granted -> remember());
    activity.getLifecycle().addObserver(this);
  }

  /** Whether something goes on. */
  public void working(boolean now) {
    boolean begins = now && !working;
    working = now;
    due = due && now;
    if (begins && Build.VERSION.SDK_INT >= Build.VERSION_CODES.TIRAMISU) {
      begun++;
      int number = begun;
      later.schedule(() -> askIfStillWorking(number), WAIT_MS);
    }
  }

  private void askIfStillWorking(int number) {
    due = working && number == begun;
    askIfDue();
  }

  @Override
  public void onResume(LifecycleOwner window) {
    askIfDue();
  }

  private void askIfDue() {
    if (due && isInFront() && Build.VERSION.SDK_INT >= Build.VERSION_CODES.TIRAMISU) {
      due = false;
      disk.execute(
          () -> {
            boolean before = asked().getBoolean(ASKED, false);
            main.execute(() -> ask(before));
          });
    }
  }

  private boolean isInFront() {
    return activity.getLifecycle().getCurrentState().isAtLeast(Lifecycle.State.RESUMED)
        && !activity.isFinishing();
  }

  @RequiresApi(Build.VERSION_CODES.TIRAMISU)
  private void ask(boolean before) {
    boolean granted =
        ContextCompat.checkSelfPermission(activity, Manifest.permission.POST_NOTIFICATIONS)
            == PackageManager.PERMISSION_GRANTED;
    if (before || granted || !working) {
      return;
    }
    if (isInFront()) {
      launcher.launch(Manifest.permission.POST_NOTIFICATIONS);
    } else {
      due = true; // it was left while the file was read
    }
  }

  private void remember() {
    disk.execute(() -> asked().edit().putBoolean(ASKED, true).apply());
  }

  private SharedPreferences asked() {
    return activity.getSharedPreferences(FILE, Context.MODE_PRIVATE);
  }
}
