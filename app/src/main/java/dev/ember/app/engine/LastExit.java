package dev.ember.app.engine;

import android.app.ActivityManager;
import android.app.ApplicationExitInfo;
import android.content.Context;
import android.os.Build;
import androidx.annotation.RequiresApi;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Why a process of the app ended, as far as the phone says so (from Android 11 on). */
public final class LastExit {
  /** Of {@code getHistoricalProcessExitReasons}: whatever process it was. */
  private static final int ANY = 0;

  /** On every Linux. */
  private static final int SIGKILL = 9;

  /**
   * What a process says that ends by itself and finds nothing wrong; a driver that gives up does
   * not.
   */
  private static final int SUCCESS = 0;

  /**
   * How a process ended.
   *
   * @param peaceful whether it was nobody's fault: swiped away, stopped, or taken along by
   *     something else
   * @param atMs since the epoch
   */
  public record Exit(boolean peaceful, LoadRisk.Cause cause, long atMs) {}

  private LastExit() {}

  /** Whether the last process ended peacefully. */
  static boolean wasPeaceful(Context context) {
    Exit last = of(context, ANY);
    return last != null && last.peaceful();
  }

  /**
   * How a process ended; null if the phone does not say.
   *
   * @param pid of the process
   */
  public static @Nullable Exit of(Context context, int pid) {
    return Build.VERSION.SDK_INT >= Build.VERSION_CODES.R ? read(context, pid) : null;
  }

  @RequiresApi(Build.VERSION_CODES.R)
  private static @Nullable Exit read(Context context, int pid) {
    List<ApplicationExitInfo> exits =
        context
            .getSystemService(ActivityManager.class)
            .getHistoricalProcessExitReasons(context.getPackageName(), pid, 1);
    if (exits.isEmpty()) {
      return null;
    }
    ApplicationExitInfo exit = exits.get(0);
    return new Exit(isPeaceful(exit), cause(exit), exit.getTimestamp());
  }

  @RequiresApi(Build.VERSION_CODES.R)
  private static boolean isPeaceful(ApplicationExitInfo exit) {
    return switch (exit.getReason()) {
      case ApplicationExitInfo.REASON_USER_REQUESTED,
          ApplicationExitInfo.REASON_USER_STOPPED,
          ApplicationExitInfo.REASON_PERMISSION_CHANGE,
          ApplicationExitInfo.REASON_PACKAGE_UPDATED,
          ApplicationExitInfo.REASON_DEPENDENCY_DIED ->
          true;
      case ApplicationExitInfo.REASON_EXIT_SELF -> exit.getStatus() == SUCCESS;
      default -> false; // a crash, a signal, too much memory: it may have been the model
    };
  }

  @RequiresApi(Build.VERSION_CODES.R)
  private static LoadRisk.Cause cause(ApplicationExitInfo exit) {
    return switch (exit.getReason()) {
      case ApplicationExitInfo.REASON_LOW_MEMORY -> LoadRisk.Cause.MEMORY;
      case ApplicationExitInfo.REASON_CRASH, ApplicationExitInfo.REASON_CRASH_NATIVE ->
          LoadRisk.Cause.CRASH;
      case ApplicationExitInfo.REASON_SIGNALED -> ofSignal(exit.getStatus());
      default -> LoadRisk.Cause.UNKNOWN;
    };
  }

  /** A phone that cannot say that memory was short says that the process was killed. */
  @RequiresApi(Build.VERSION_CODES.R)
  private static LoadRisk.Cause ofSignal(int signal) {
    if (signal != SIGKILL) {
      return LoadRisk.Cause.CRASH;
    }
    return ActivityManager.isLowMemoryKillReportSupported()
        ? LoadRisk.Cause.UNKNOWN
        : LoadRisk.Cause.MEMORY;
  }
}
