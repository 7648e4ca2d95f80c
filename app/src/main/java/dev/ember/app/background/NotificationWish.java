package dev.ember.app.background;

import android.Manifest;
import android.app.Activity;
import android.content.Context;
import android.content.SharedPreferences;
import android.content.pm.PackageManager;
import android.os.Build;
import androidx.activity.ComponentActivity;
import androidx.activity.result.ActivityResultLauncher;
import androidx.activity.result.contract.ActivityResultContracts;
import androidx.annotation.RequiresApi;
import androidx.core.content.ContextCompat;
import dev.ember.app.concurrent.Delay;

/**
 * Asks once for the permission to show notifications, and only when there is something to show:
 * work that has gone on for a while. A refusal is final; the work goes on without.
 */
public final class NotificationWish {
  /** Most answers of a small model are shorter and need no notification. */
  private static final long WAIT_MS = 5_000;

  private static final String FILE = "asked";
  private static final String ASKED = "notifications";

  private final Activity activity;
  private final Delay later;
  private final ActivityResultLauncher<String> launcher;
  private boolean working;

  /** How often work has begun: what begins anew goes on for a while of its own. */
  private int begun;

  /** To be made in {@code onCreate}. */
  public NotificationWish(ComponentActivity activity, Delay later) {
    this.activity = activity;
    this.later = later;
    this.launcher =
        activity.registerForActivityResult(
            new ActivityResultContracts.RequestPermission(), granted -> {});
  }

  /** Whether something goes on. */
  public void working(boolean now) {
    boolean begins = now && !working;
    working = now;
    if (begins && Build.VERSION.SDK_INT >= Build.VERSION_CODES.TIRAMISU) {
      begun++;
      int number = begun;
      later.schedule(() -> askIfStillWorking(number), WAIT_MS);
    }
  }

  private void askIfStillWorking(int number) {
    boolean there = !activity.isFinishing() && !activity.isDestroyed();
    if (working
        && number == begun
        && there
        && Build.VERSION.SDK_INT >= Build.VERSION_CODES.TIRAMISU) {
      ask();
    }
  }

  @RequiresApi(Build.VERSION_CODES.TIRAMISU)
  private void ask() {
    SharedPreferences asked = activity.getSharedPreferences(FILE, Context.MODE_PRIVATE);
    boolean granted =
        ContextCompat.checkSelfPermission(activity, Manifest.permission.POST_NOTIFICATIONS)
            == PackageManager.PERMISSION_GRANTED;
    if (!granted && !asked.getBoolean(ASKED, false)) {
      asked.edit().putBoolean(ASKED, true).apply();
      launcher.launch(Manifest.permission.POST_NOTIFICATIONS);
    }
  }
}
