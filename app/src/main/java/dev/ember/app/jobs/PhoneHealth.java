package dev.ember.app.jobs;

import android.content.Context;
import android.content.Intent;
import android.content.IntentFilter;
import android.os.BatteryManager;
import dev.ember.app.health.Warmth;
import org.jspecify.annotations.Nullable;

/** Whether hours of full load would be unkind to the phone right now. */
public final class PhoneHealth {
  private static final int LOW_PER_CENT = 15;

  private final Context context;

  public PhoneHealth(Context context) {
    this.context = context;
  }

  /** Why a job had better wait, or {@link JobProgress.Pause#NONE}. */
  public JobProgress.Pause reasonToRest() {
    Intent battery =
        context.registerReceiver(null, new IntentFilter(Intent.ACTION_BATTERY_CHANGED));
    if (isHot()) {
      return JobProgress.Pause.WARM;
    }
    return isLow(battery) ? JobProgress.Pause.BATTERY_LOW : JobProgress.Pause.NONE;
  }

  /** Hours of full load are stopped earlier than an answer: by the battery's temperature too. */
  private boolean isHot() {
    Warmth.Reading now = new Warmth(context).reading();
    Integer battery = now.batteryTenthsCelsius();
    return now.level() == Warmth.Level.HOT
        || (battery != null && battery >= Warmth.WARM_TENTHS_CELSIUS);
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
