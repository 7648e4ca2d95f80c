package dev.ember.app.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.robolectric.Shadows.shadowOf;

import android.app.Application;
import android.content.Intent;
import android.os.BatteryManager;
import android.os.PowerManager;
import androidx.test.core.app.ApplicationProvider;
import dev.ember.app.jobs.JobProgress.Pause;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.annotation.Config;

/** When hours of full load wait: from 40 degrees, at a severe verdict, below 15 per cent. */
@RunWith(RobolectricTestRunner.class)
@Config(application = Application.class, sdk = 35)
public final class PhoneHealthTest {
  private static final int UNPLUGGED = 0;
  private static final int COOL = 300;

  private final Application phone = ApplicationProvider.getApplicationContext();
  private final PhoneHealth health = new PhoneHealth(phone);

  @Test
  public void phone_thatSaysNothing_works() {
    assertThat(health.reasonToRest()).isEqualTo(Pause.NONE);
  }

  @Test
  public void battery_fromFortyDegrees_isWarm() {
    battery(399, 80, UNPLUGGED);
    assertThat(health.reasonToRest()).isEqualTo(Pause.NONE);
    battery(400, 80, UNPLUGGED);
    assertThat(health.reasonToRest()).isEqualTo(Pause.WARM);
    battery(400, 80, BatteryManager.BATTERY_PLUGGED_AC);
    assertThat(health.reasonToRest()).as("a charger cools nothing").isEqualTo(Pause.WARM);
  }

  @Test
  public void verdict_severe_isWarmWhateverTheBatterySays() {
    battery(COOL, 80, UNPLUGGED);
    thermal(PowerManager.THERMAL_STATUS_MODERATE);
    assertThat(health.reasonToRest()).isEqualTo(Pause.NONE);
    thermal(PowerManager.THERMAL_STATUS_SEVERE);
    assertThat(health.reasonToRest()).isEqualTo(Pause.WARM);
  }

  @Test
  public void battery_belowFifteenPerCent_isLowUnlessItCharges() {
    battery(COOL, 15, UNPLUGGED);
    assertThat(health.reasonToRest()).isEqualTo(Pause.NONE);
    battery(COOL, 14, UNPLUGGED);
    assertThat(health.reasonToRest()).isEqualTo(Pause.BATTERY_LOW);
    battery(COOL, 14, BatteryManager.BATTERY_PLUGGED_USB);
    assertThat(health.reasonToRest()).isEqualTo(Pause.NONE);
  }

  private void battery(int tenths, int perCent, int plugged) {
    phone.sendStickyBroadcast(
        new Intent(Intent.ACTION_BATTERY_CHANGED)
            .putExtra(BatteryManager.EXTRA_TEMPERATURE, tenths)
            .putExtra(BatteryManager.EXTRA_LEVEL, perCent)
            .putExtra(BatteryManager.EXTRA_SCALE, 100)
            .putExtra(BatteryManager.EXTRA_PLUGGED, plugged));
  }

  private void thermal(int status) {
    shadowOf(phone.getSystemService(PowerManager.class)).setCurrentThermalStatus(status);
  }
}
