package dev.ember.app.screens;

import static org.assertj.core.api.Assertions.assertThat;

import android.content.ClipData;
import android.content.ClipboardManager;
import android.view.View;
import android.view.ViewGroup;
import android.widget.ListView;
import android.widget.TextView;
import androidx.annotation.StringRes;
import androidx.appcompat.app.AlertDialog;
import androidx.appcompat.app.AppCompatDelegate;
import androidx.core.os.LocaleListCompat;
import dev.ember.app.R;
import dev.ember.app.settings.Settings;
import dev.ember.app.settings.SettingsPage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.After;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.annotation.Config;
import org.robolectric.shadows.ShadowDialog;
import org.robolectric.util.ReflectionHelpers;
import org.robolectric.util.ReflectionHelpers.ClassParameter;

/** What is chosen at the settings' screen, each way round, and what the page about the app says. */
@RunWith(RobolectricTestRunner.class)
@Config(application = ScriptedApp.class, sdk = 35, qualifiers = ScreenshotTest.PHONE)
public final class ChosenSettingsTest {
  private static final String HASH = "0123456789abcdef".repeat(4);

  @Rule public final WindowRule window = new WindowRule();
  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private final ScreenRule screen = window.screen();

  @After
  public void asThePhone() {
    AppCompatDelegate.setDefaultNightMode(AppCompatDelegate.MODE_NIGHT_FOLLOW_SYSTEM);
    AppCompatDelegate.setApplicationLocales(LocaleListCompat.getEmptyLocaleList());
  }

  @Test
  public void theme_eachChosen_isThatOfTheAppAndIsKept() {
    openSettings();
    chooseTheme(Settings.Theme.LIGHT, R.string.theme_light, AppCompatDelegate.MODE_NIGHT_NO);
    chooseTheme(Settings.Theme.DARK, R.string.theme_dark, AppCompatDelegate.MODE_NIGHT_YES);
    chooseTheme(
        Settings.Theme.SYSTEM, R.string.theme_system, AppCompatDelegate.MODE_NIGHT_FOLLOW_SYSTEM);
  }

  private void chooseTheme(Settings.Theme theme, @StringRes int words, int mode) {
    choose(R.string.theme, words);
    assertThat(AppCompatDelegate.getDefaultNightMode()).isEqualTo(mode);
    assertThat(Settings.of(screen.app()).theme()).isEqualTo(theme);
    assertThat(secondLine(R.string.theme)).isEqualTo(screen.app().getString(words));
  }

  @Test
  public void language_ofThePhoneChosen_isSpokenAgain() {
    AppCompatDelegate.setApplicationLocales(LocaleListCompat.forLanguageTags("en"));
    openSettings();
    assertThat(secondLine(R.string.language)).isEqualTo("English");

    choose(R.string.language, R.string.language_system);

    assertThat(AppCompatDelegate.getApplicationLocales().isEmpty()).isTrue();
    assertThat(secondLine(R.string.language))
        .isEqualTo(screen.app().getString(R.string.language_system));
  }

  @Test
  public void about_ofAPackagedApp_hasItsHash() throws IOException {
    packaged();
    window.get().open(SettingsPage.ABOUT);
    screen.settle();

    assertThat(secondLine(R.string.about_build)).isEqualTo(HASH);
    clickable(row(R.string.about_build)).performClick();
    ClipData copied = screen.app().getSystemService(ClipboardManager.class).getPrimaryClip();
    assertThat(Objects.requireNonNull(copied, "copied").getItemAt(0).getText()).isEqualTo(HASH);
  }

  /** Adds to the app's assets what the packaging step writes into an APK. */
  private void packaged() throws IOException {
    Path apk = folder.newFile("packaged.apk").toPath();
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(apk))) {
      zip.putNextEntry(new ZipEntry("assets/build.txt"));
      zip.write(HASH.getBytes(StandardCharsets.US_ASCII));
    }
    int cookie =
        ReflectionHelpers.callInstanceMethod(
            screen.app().getAssets(),
            "addAssetPath",
            ClassParameter.from(String.class, apk.toString()));
    assertThat(cookie).as("the number of what was added").isPositive();
  }

  private void openSettings() {
    window.get().openSettings();
    screen.settle();
  }

  private void choose(@StringRes int title, @StringRes int words) {
    clickable(row(title)).performClick();
    screen.settle();
    AlertDialog asked =
        (AlertDialog) Objects.requireNonNull(ShadowDialog.getLatestDialog(), "dialog");
    ListView choices = asked.getListView();
    String wanted = window.get().getString(words);
    for (int i = 0; i < choices.getCount(); i++) {
      if (String.valueOf(choices.getItemAtPosition(i)).equals(wanted)) {
        choices.performItemClick(choices.getChildAt(i), i, i);
        screen.settle();
        return;
      }
    }
    throw new AssertionError("expected " + wanted + " among " + choices.getCount());
  }

  private String secondLine(@StringRes int title) {
    View lines = (View) row(title).getParent();
    return lines.<TextView>findViewById(R.id.setting_more).getText().toString();
  }

  private TextView row(@StringRes int title) {
    String words = window.get().getString(title);
    return Objects.requireNonNull(find(window.find(R.id.settings), words), words);
  }

  private static @Nullable TextView find(View view, String words) {
    if (view instanceof TextView text && text.getText().toString().equals(words)) {
      return text;
    }
    if (view instanceof ViewGroup group) {
      for (int i = 0; i < group.getChildCount(); i++) {
        TextView found = find(group.getChildAt(i), words);
        if (found != null) {
          return found;
        }
      }
    }
    return null;
  }

  private static View clickable(View view) {
    return view.isClickable() ? view : clickable((View) view.getParent());
  }
}
