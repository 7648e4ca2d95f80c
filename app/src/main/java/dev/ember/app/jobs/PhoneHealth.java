package dev.ember.app.jobs;

import android.content.Context;
import android.content.Intent;
import android.content.IntentFilter;
import android.os.BatteryManager;
import android.os.Build;
import android.os.PowerManager;
import androidx.annotation.RequiresApi;
import org.jspecify.annotations.Nullable;

/** Whether hours of full load would be unkind to the phone right now. */
public final class PhoneHealth {
  /** Charging and hard work together make a battery age above this. */
  private static final int WARM_TENTHS_CELSIUS = 400;

  private static final int LOW_PER_CENT = 15;

  private final Context context;

  public PhoneHealth(Context context) {
    this.context = context;
  }

  /** Why a job had better wait, or {@link JobProgress.Pause#NONE}. */
  public JobProgress.Pause reasonToRest() {
    Intent battery =
        context.registerReceiver(null, new IntentFilter(Intent.ACTION_BATTERY_CHANGED));
    if (isHot(battery)) {
      return JobProgress.Pause.WARM;
    }
    return isLow(battery) ? JobProgress.Pause.BATTERY_LOW : JobProgress.Pause.NONE;
  }

  private boolean isHot(@Nullable Intent battery) {
    if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.Q && isThrottled()) {
      return true;
    }
    return battery != null
        && battery.getIntExtra(BatteryManager.EXTRA_TEMPERATURE, 0) >= WARM_TENTHS_CELSIUS;
  }

  /** At "severe" the phone has begun to slow everything down. */
  @RequiresApi(Build.VERSION_CODES.Q)
  private boolean isThrottled() {
    return context.getSystemService(PowerManager.class).getCurrentThermalStatus()
        >= PowerManager.THERMAL_STATUS_SEVERE;
  }

  private static boolean isLow(@Nullable Intent battery) {
    if (battery == null || battery.getIntExtra(BatteryManager.EXTRA_PLUGGED, 0) != 0) {
      return false;
    }
    int level = battery.getIntExtra(BatteryManager.EXTRA_LEVEL, -1);
    int scale = battery.getIntExtra(BatteryManager.EXTRA_SCALE, 0);
    return level >= 0 && scale > 0 && 100 * level < LOW_PER_CENT * scale;
  }
}
