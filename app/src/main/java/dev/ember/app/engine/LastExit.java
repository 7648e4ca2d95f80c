package dev.ember.app.engine;

import android.app.ActivityManager;
import android.app.ApplicationExitInfo;
import android.content.Context;
import android.os.Build;
import androidx.annotation.RequiresApi;
import java.util.List;

/** Why the app's last process ended, as far as the phone says so (from Android 11 on). */
final class LastExit {
  private LastExit() {}

  /** Whether it was nobody's fault: swiped away, stopped, or taken along by something else. */
  static boolean wasPeaceful(Context context) {
    return Build.VERSION.SDK_INT >= Build.VERSION_CODES.R && isPeaceful(context);
  }

  @RequiresApi(Build.VERSION_CODES.R)
  private static boolean isPeaceful(Context context) {
    List<ApplicationExitInfo> exits =
        context
            .getSystemService(ActivityManager.class)
            .getHistoricalProcessExitReasons(context.getPackageName(), 0, 1);
    if (exits.isEmpty()) {
      return false;
    }
    return switch (exits.get(0).getReason()) {
      case ApplicationExitInfo.REASON_USER_REQUESTED,
          ApplicationExitInfo.REASON_USER_STOPPED,
          ApplicationExitInfo.REASON_PERMISSION_CHANGE,
          ApplicationExitInfo.REASON_DEPENDENCY_DIED ->
          true;
      default -> false; // a crash, a signal, too much memory: it may have been the GPU
    };
  }
}
