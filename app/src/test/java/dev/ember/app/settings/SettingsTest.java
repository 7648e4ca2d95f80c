package dev.ember.app.settings;

import static org.assertj.core.api.Assertions.assertThat;

import android.app.Application;
import androidx.test.core.app.ApplicationProvider;
import dev.ember.inference.backend.trust.Choice;
import java.util.Map;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.annotation.Config;

@RunWith(RobolectricTestRunner.class)
@Config(application = Application.class, sdk = 35)
public final class SettingsTest {
  private final Settings settings = Settings.of(ApplicationProvider.getApplicationContext());

  @Test
  public void settings_untouched_areKindToTheUser() {
    assertThat(settings.theme()).isEqualTo(Settings.Theme.SYSTEM);
    assertThat(settings.is(Settings.Switch.APP_LOCK)).isFalse();
    assertThat(settings.is(Settings.Switch.UNMETERED_ONLY)).isTrue();
    assertThat(settings.is(Settings.Switch.WALLPAPER_COLORS)).isFalse();
  }

  @Test
  public void processor_chosen_isKeptHereAndNotCarriedToAnotherPhone() {
    assertThat(settings.processor()).isEqualTo(Choice.AUTO);
    settings.setProcessor(Choice.GPU);
    assertThat(settings.processor()).isEqualTo(Choice.GPU);
    assertThat(settings.exported()).doesNotContainKey("processor");
    settings.imported(Map.of("processor", "CPU"));
    assertThat(settings.processor()).isEqualTo(Choice.GPU);
  }

  @Test
  public void settings_exportedAndImported_areTheSameButForTheLock() {
    settings.setTheme(Settings.Theme.DARK);
    settings.set(Settings.Switch.KEEP_SCREEN_ON, false);
    settings.set(Settings.Switch.APP_LOCK, true);
    Map<String, String> exported = settings.exported();
    settings.setTheme(Settings.Theme.LIGHT);
    settings.set(Settings.Switch.KEEP_SCREEN_ON, true);
    settings.set(Settings.Switch.APP_LOCK, false);

    settings.imported(exported);

    assertThat(settings.theme()).isEqualTo(Settings.Theme.DARK);
    assertThat(settings.is(Settings.Switch.KEEP_SCREEN_ON)).isFalse();
    assertThat(settings.is(Settings.Switch.APP_LOCK)).isFalse();
  }

  @Test
  public void import_ofALaterVersion_takesWhatItKnows() {
    settings.imported(Map.of("theme", "SEPIA", "holograms", "true", "haptics", "false"));

    assertThat(settings.theme()).isEqualTo(Settings.Theme.SYSTEM);
    assertThat(settings.is(Settings.Switch.HAPTICS)).isFalse();
  }

  @Test
  public void absence_rotationOrShortLook_isNone() {
    Absence absence = new Absence();
    assertThat(absence.longerThan(30_000, 0)).isTrue(); // a new process
    absence.end();
    assertThat(absence.longerThan(30_000, 100_000)).isFalse();
    absence.begin(100_000);
    assertThat(absence.longerThan(30_000, 129_000)).isFalse();
    assertThat(absence.longerThan(30_000, 130_000)).isTrue();
  }
}
