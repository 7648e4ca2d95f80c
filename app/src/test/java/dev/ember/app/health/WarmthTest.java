package dev.ember.app.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.robolectric.Shadows.shadowOf;

import android.app.Application;
import android.content.Intent;
import android.os.BatteryManager;
import android.os.PowerManager;
import androidx.test.core.app.ApplicationProvider;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.annotation.Config;

@RunWith(RobolectricTestRunner.class)
@Config(application = Application.class, sdk = 35)
public final class WarmthTest {
  private final Application phone = ApplicationProvider.getApplicationContext();
  private final Warmth warmth = new Warmth(phone);

  @Test
  public void level_byThePhonesOwnVerdict() {
    assertThat(levelAt(PowerManager.THERMAL_STATUS_NONE)).isEqualTo(Warmth.Level.COOL);
    assertThat(levelAt(PowerManager.THERMAL_STATUS_LIGHT)).isEqualTo(Warmth.Level.COOL);
    assertThat(levelAt(PowerManager.THERMAL_STATUS_MODERATE)).isEqualTo(Warmth.Level.WARM);
    assertThat(levelAt(PowerManager.THERMAL_STATUS_SEVERE)).isEqualTo(Warmth.Level.HOT);
    assertThat(levelAt(PowerManager.THERMAL_STATUS_SHUTDOWN)).isEqualTo(Warmth.Level.HOT);
  }

  @Test
  @Config(sdk = 26)
  public void level_beforeAndroid10_byTheBattery() {
    assertThat(warmth.reading()).isEqualTo(new Warmth.Reading(Warmth.Level.UNKNOWN, null));
    battery(399);
    assertThat(warmth.reading()).isEqualTo(new Warmth.Reading(Warmth.Level.COOL, 399));
    battery(400);
    assertThat(warmth.level()).isEqualTo(Warmth.Level.WARM);
    battery(450);
    assertThat(warmth.level()).isEqualTo(Warmth.Level.HOT);
  }

  private Warmth.Level levelAt(int status) {
    shadowOf(phone.getSystemService(PowerManager.class)).setCurrentThermalStatus(status);
    return warmth.level();
  }

  private void battery(int tenths) {
    phone.sendStickyBroadcast(
        new Intent(Intent.ACTION_BATTERY_CHANGED)
            .putExtra(BatteryManager.EXTRA_TEMPERATURE, tenths));
  }
}
