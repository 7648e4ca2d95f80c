package dev.ember.app.health;

import android.content.Context;
import android.content.Intent;
import android.content.IntentFilter;
import android.os.BatteryManager;
import android.os.Build;
import android.os.PowerManager;
import androidx.annotation.RequiresApi;
import org.jspecify.annotations.Nullable;

/** How warm the phone is, as it says itself. Safe from any thread. */
public final class Warmth {

  /** What that means for hard work. */
  public enum Level {
    /** The phone does not say. */
    UNKNOWN,
    COOL,
    /** It would rather do less; an answer that is written more slowly helps. */
    WARM,
    /** It has begun to slow everything down. */
    HOT
  }

  /**
   * What the phone says at one moment.
   *
   * @param batteryTenthsCelsius null if it does not say
   */
  public record Reading(Level level, @Nullable Integer batteryTenthsCelsius) {}

  /** Charging and hard work together make a battery age above this. */
  public static final int WARM_TENTHS_CELSIUS = 400;

  /** Where makers stop charging. */
  private static final int HOT_TENTHS_CELSIUS = 450;

  private final Context context;

  public Warmth(Context context) {
    this.context = context;
  }

  /** From Android 10 on the phone's own verdict, before that the battery's temperature. */
  public Level level() {
    return Build.VERSION.SDK_INT >= Build.VERSION_CODES.Q
        ? ofStatus()
        : ofBattery(batteryTenthsCelsius());
  }

  public Reading reading() {
    return new Reading(level(), batteryTenthsCelsius());
  }

  @RequiresApi(Build.VERSION_CODES.Q)
  private Level ofStatus() {
    int status = context.getSystemService(PowerManager.class).getCurrentThermalStatus();
    if (status >= PowerManager.THERMAL_STATUS_SEVERE) {
      return Level.HOT;
    }
    return status >= PowerManager.THERMAL_STATUS_MODERATE ? Level.WARM : Level.COOL;
  }

  private static Level ofBattery(@Nullable Integer tenths) {
    if (tenths == null) {
      return Level.UNKNOWN;
    }
    if (tenths >= HOT_TENTHS_CELSIUS) {
      return Level.HOT;
    }
    return tenths >= WARM_TENTHS_CELSIUS ? Level.WARM : Level.COOL;
  }

  private @Nullable Integer batteryTenthsCelsius() {
    Intent battery =
        context.registerReceiver(null, new IntentFilter(Intent.ACTION_BATTERY_CHANGED));
    return battery == null || !battery.hasExtra(BatteryManager.EXTRA_TEMPERATURE)
        ? null
        : (Integer) battery.getIntExtra(BatteryManager.EXTRA_TEMPERATURE, 0);
  }
}
