package dev.ember.app.screens;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.robolectric.Shadows.shadowOf;

import android.content.Context;
import android.net.Uri;
import android.os.SystemClock;
import android.text.format.DateUtils;
import android.view.View;
import android.view.ViewGroup;
import android.widget.TextView;
import dev.ember.app.R;
import dev.ember.app.settings.Settings;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.nio.file.Files;
import java.util.TimeZone;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.annotation.Config;

/** When everything was last written to a backup, as the settings say it. */
@RunWith(RobolectricTestRunner.class)
@Config(application = ScriptedApp.class, sdk = 35, qualifiers = ScreenshotTest.PHONE)
public final class LastBackupTest {
  private static final Uri FILE = Uri.parse("content://documents/all.emberbak");

  @Rule public final ScreenRule screen = new ScreenRule();

  @Before
  public void stopTheClock() {
    TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
    SystemClock.setCurrentTimeMillis(Samples.NOW_MS);
  }

  @Test
  public void backup_written_isSaidAtOnceAndByTheNextWindow() throws Exception {
    openSettings();
    assertThat(line()).isEqualTo("Last backup: never");

    shadowOf(screen.app().getContentResolver())
        .registerOutputStream(FILE, new ByteArrayOutputStream());
    long before = System.currentTimeMillis();
    seal();
    long written = Settings.of(screen.app()).lastBackupMs();
    assertThat(written).isBetween(before, System.currentTimeMillis());
    assertThat(line()).isEqualTo("Last backup: " + date(written));

    screen.scenario().recreate();
    screen.settle();
    assertThat(line()).isEqualTo("Last backup: " + date(written));
    assertThat(onStorage()).as("for the next process").contains("last_backup_ms");
  }

  @Test
  @Config(qualifiers = ScreenshotTest.CHINESE)
  public void backup_inChinese_hasItsDateToo() {
    openSettings();
    assertThat(line()).isEqualTo("上次备份：从未");
    Settings.of(screen.app()).setLastBackupMs(Samples.NOW_MS);
    screen.settle();
    assertThat(line()).startsWith("上次备份：11月27日").contains("10:24");
  }

  private void openSettings() {
    screen.launch();
    screen.click(R.id.nav_models);
    screen.click(R.id.open_settings);
  }

  private void seal() {
    screen.with(activity -> PassphraseAnswer.give(activity, FILE, true, ""));
    screen.settle();
  }

  private String date(long ms) {
    int parts = DateUtils.FORMAT_SHOW_DATE | DateUtils.FORMAT_SHOW_TIME;
    return DateUtils.formatDateTime(screen.app(), ms, parts);
  }

  private String onStorage() throws Exception {
    screen.app().getSharedPreferences("settings", Context.MODE_PRIVATE).edit().commit();
    File home = new File(screen.app().getApplicationInfo().dataDir, "shared_prefs");
    return new String(Files.readAllBytes(new File(home, "settings.xml").toPath()), UTF_8);
  }

  /** Below the name of the row that writes one. */
  private String line() {
    return screen.read(
        activity -> {
          ViewGroup rows = activity.findViewById(R.id.settings);
          String name = activity.getString(R.string.back_up);
          for (int i = 0; i < rows.getChildCount(); i++) {
            View row = rows.getChildAt(i);
            TextView title = row.findViewById(R.id.setting_title);
            if (title != null && title.getText().toString().equals(name)) {
              return row.<TextView>findViewById(R.id.setting_more).getText().toString();
            }
          }
          throw new AssertionError("expected a row " + name);
        });
  }
}
