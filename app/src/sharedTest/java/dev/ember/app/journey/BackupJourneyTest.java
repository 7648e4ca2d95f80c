package dev.ember.app.journey;

import static androidx.test.espresso.matcher.ViewMatchers.withId;
import static androidx.test.espresso.matcher.ViewMatchers.withText;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import android.content.Intent;
import android.net.Uri;
import androidx.appcompat.app.AppCompatDelegate;
import androidx.core.os.LocaleListCompat;
import androidx.test.ext.junit.runners.AndroidJUnit4;
import androidx.test.platform.app.InstrumentationRegistry;
import dev.ember.app.R;
import java.io.IOException;
import org.junit.After;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;

/** Everything into one file, and out of it again. */
@RunWith(AndroidJUnit4.class)
public final class BackupJourneyTest {
  private static final String PASSPHRASE = "oil and wick";

  @Rule public final OtherApps others = new OtherApps();
  @Rule public final AppDriver app = new AppDriver();

  /** One of them leaves the app with a language of its own. */
  @After
  public void speakAsThePhone() {
    InstrumentationRegistry.getInstrumentation()
        .runOnMainSync(
            () -> AppCompatDelegate.setApplicationLocales(LocaleListCompat.getEmptyLocaleList()));
  }

  @Test
  public void backup_sealed_comesBackWithItsPassphraseAlone() throws IOException {
    Uri file = settingsBesideADraft("A draft of long ago");
    app.scrollAndClick(withText(R.string.back_up));
    app.typeInDialog(withId(R.id.passphrase), PASSPHRASE);
    app.clickInDialog(withText(R.string.seal));
    app.seeMeanwhile(withText(R.string.backup_written));
    app.scrollTo(withText(allOf(startsWith("Last backup: "), not("Last backup: never"))));

    deleteTheChat();
    openSettings();
    restore(file);
    app.typeInDialog(withId(R.id.passphrase), "another");
    app.clickInDialog(withText(R.string.open_sealed));
    app.seeInDialog(withText(R.string.backup_wrong_passphrase));
    app.typeInDialog(withId(R.id.passphrase), PASSPHRASE);
    app.clickInDialog(withText(R.string.open_sealed));
    app.endsItself();
    app.openChat();
    app.see(allOf(withId(R.id.field), withText("A draft of long ago")));
  }

  @Test
  public void backup_open_needsNoPassphrase() throws IOException {
    Uri file = settingsBesideADraft("A draft");
    app.scrollAndClick(withText(R.string.back_up));
    app.clickInDialog(withText(R.string.no_seal));
    app.seeMeanwhile(withText(R.string.backup_written));
    deleteTheChat();
    openSettings();
    restore(file);
    app.endsItself();
    app.see(allOf(withId(R.id.chat_preview), withText(containsString("A draft"))));
  }

  @Test
  public void restore_speaksTheLanguageOfTheBackup() throws IOException {
    Uri file = settingsBesideADraft("A draft");
    LanguageSetting.choose(app, R.string.language_chinese, "zh-CN");
    app.scrollAndClick(withText(R.string.back_up));
    app.clickInDialog(withText(R.string.no_seal));
    app.seeMeanwhile(withText(R.string.backup_written));
    app.seeNot(withText(R.string.backup_written)); // it lies over the last rows
    LanguageSetting.choose(app, R.string.language_english, "en");
    restore(file);
    app.endsItself();
    app.awaitThat(
        "the language of the backup",
        () -> AppCompatDelegate.getApplicationLocales().toLanguageTags().equals("zh-CN"));
    app.openChat();
    app.back();
    openSettingsIn("设置");
    LanguageSetting.choose(app, R.string.language_english, "en");
    app.killAndReopen(); // the language of a backup is spoken once
    app.see(withId(R.id.chat_row));
    assertThat(AppCompatDelegate.getApplicationLocales().toLanguageTags(), equalTo("en"));
  }

  @Test
  public void restore_anotherFile_isRefusedAndNothingChanges() throws IOException {
    app.newChat();
    app.type(withId(R.id.field), "A draft");
    app.back();
    openSettings();
    restore(OtherApps.file("photo.jpg", new byte[4_000]));
    app.seeMeanwhile(withText(R.string.backup_no_backup));
    app.click(withId(R.id.page_back));
    app.click(withId(R.id.nav_chats));
    app.see(withId(R.id.chat_row));
  }

  /** Writes a draft and goes to the settings; the file is where a backup will go. */
  private Uri settingsBesideADraft(String draft) throws IOException {
    app.newChat();
    app.type(withId(R.id.field), draft);
    app.back();
    Uri file = file();
    openSettings();
    return file;
  }

  private Uri file() throws IOException {
    Uri file = OtherApps.file("all.emberbak", new byte[0]);
    others.give(Intent.ACTION_CREATE_DOCUMENT, file);
    return file;
  }

  private void restore(Uri file) {
    others.give(Intent.ACTION_OPEN_DOCUMENT, file);
    app.scrollAndClick(withText(R.string.restore));
    app.clickInDialog(withText(R.string.restore_now));
  }

  private void openSettings() {
    openSettingsIn("Settings");
  }

  private void openSettingsIn(String title) {
    app.click(withId(R.id.nav_models));
    app.click(withId(R.id.open_settings));
    app.see(allOf(withId(R.id.page_title), withText(title)));
  }

  private void deleteTheChat() {
    app.click(withId(R.id.page_back));
    app.click(withId(R.id.nav_chats));
    app.see(withId(R.id.chat_row));
    app.longPress(withId(R.id.chat_row));
    app.click(withId(R.id.selection_delete));
    app.see(withId(R.id.empty_title));
  }
}
