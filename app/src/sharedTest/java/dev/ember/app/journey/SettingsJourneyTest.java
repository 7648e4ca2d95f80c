package dev.ember.app.journey;

import static androidx.test.espresso.matcher.ViewMatchers.hasSibling;
import static androidx.test.espresso.matcher.ViewMatchers.withId;
import static androidx.test.espresso.matcher.ViewMatchers.withText;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import android.content.Context;
import android.content.res.Configuration;
import android.view.View;
import android.view.WindowManager;
import androidx.appcompat.app.AppCompatDelegate;
import androidx.core.os.LocaleListCompat;
import androidx.test.core.app.ApplicationProvider;
import androidx.test.ext.junit.runners.AndroidJUnit4;
import androidx.test.platform.app.InstrumentationRegistry;
import dev.ember.app.R;
import dev.ember.app.settings.Settings;
import java.util.concurrent.atomic.AtomicInteger;
import org.hamcrest.Matcher;
import org.junit.After;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;

/** Each setting does what it says, and is still set after the next start. */
@RunWith(AndroidJUnit4.class)
public final class SettingsJourneyTest {
  @Rule public final AppDriver app = new AppDriver();

  @After
  public void forget() {
    context().getSharedPreferences("settings", Context.MODE_PRIVATE).edit().clear().commit();
    InstrumentationRegistry.getInstrumentation()
        .runOnMainSync(
            () -> {
              AppCompatDelegate.setDefaultNightMode(Settings.Theme.SYSTEM.nightMode());
              AppCompatDelegate.setApplicationLocales(LocaleListCompat.getEmptyLocaleList());
            });
  }

  @Test
  public void theme_dark_isDarkNowAndAfterTheNextStart() {
    openSettings();
    app.scrollAndClick(withText(R.string.theme));
    app.clickInDialog(withText(R.string.theme_dark));
    app.see(secondLine(R.string.theme, R.string.theme_dark));
    assertThat(night(), equalTo(Configuration.UI_MODE_NIGHT_YES));
    app.killAndReopen();
    assertThat(night(), equalTo(Configuration.UI_MODE_NIGHT_YES));
  }

  @Test
  public void theme_askedForWhileThePhoneTurns_isStillAskedFor() {
    openSettings();
    app.scrollAndClick(withText(R.string.theme));
    app.rotate();
    app.clickInDialog(withText(R.string.theme_dark));
    app.see(secondLine(R.string.theme, R.string.theme_dark));
    assertThat(night(), equalTo(Configuration.UI_MODE_NIGHT_YES));
  }

  @Test
  public void language_chosen_isSpokenAtOnceAndBackAgain() {
    openSettings();
    LanguageSetting.choose(app, R.string.language_chinese, "zh-CN");
    app.see(allOf(withId(R.id.page_title), withText("设置")));
    app.killAndReopen();
    openSettings();
    app.see(allOf(withId(R.id.page_title), withText("设置")));
    app.see(secondLine(R.string.language, R.string.language_chinese));
    LanguageSetting.choose(app, R.string.language_english, "en");
    app.see(allOf(withId(R.id.page_title), withText("Settings")));
    app.rotate();
    app.see(secondLine(R.string.language, R.string.language_english));
  }

  @Test
  public void systemPrompt_forAllChats_isThatOfAChatWithoutItsOwn() {
    openSettings();
    app.scrollAndClick(withText(R.string.system_prompt));
    app.answerDialog("Be brief.");
    app.see(withText("Be brief."));
    app.click(withId(R.id.page_back));
    app.click(withId(R.id.nav_chats));
    app.newChat();
    app.chooseMore(R.id.more, R.string.system_prompt);
    app.clickInDialog(withId(R.id.scope_all));
    app.seeInDialog(allOf(withId(R.id.system_prompt_field), withText("Be brief.")));
    app.clickInDialog(withId(R.id.scope_chat));
    app.seeInDialog(allOf(withId(R.id.system_prompt_field), withText("")));
  }

  @Test
  public void hideInRecents_on_securesTheWindow() {
    openSettings();
    assertThat(windowFlag(), equalTo(0));
    app.scrollAndClick(withText(R.string.hide_in_recents));
    assertThat(windowFlag(), equalTo(WindowManager.LayoutParams.FLAG_SECURE));
    app.killAndReopen();
    assertThat(windowFlag(), equalTo(WindowManager.LayoutParams.FLAG_SECURE));
    openSettings();
    app.scrollAndClick(withText(R.string.hide_in_recents));
    assertThat(windowFlag(), equalTo(0));
  }

  @Test
  public void switches_turned_areStillTurnedAfterTheNextStart() {
    openSettings();
    app.scrollAndClick(withText(R.string.haptics));
    app.scrollAndClick(withText(R.string.keep_screen_on));
    app.scrollAndClick(withText(R.string.wallpaper_colors));
    app.see(withId(R.id.page_title));
    app.killAndReopen();
    Settings settings = Settings.of(context());
    assertThat(settings.is(Settings.Switch.HAPTICS), equalTo(false));
    assertThat(settings.is(Settings.Switch.KEEP_SCREEN_ON), equalTo(false));
    assertThat(settings.is(Settings.Switch.WALLPAPER_COLORS), equalTo(true));
  }

  @Test
  public void sampling_forAllChats_holdsInANewOne() {
    openSettings();
    app.see(secondLine(R.string.sampling_title, R.string.preset_model));
    app.scrollAndClick(withText(R.string.sampling_title));
    app.clickInDialog(withText(R.string.preset_lively));
    app.see(secondLine(R.string.sampling_title, R.string.preset_lively));
    app.click(withId(R.id.page_back));
    app.click(withId(R.id.nav_chats));
    app.newChat();
    app.see(allOf(withId(R.id.preset), withText(R.string.preset_lively)));
  }

  @Test
  public void sampling_forAllChats_leavesTheLongestAnswerAlone() {
    app.newChat();
    app.click(withId(R.id.preset));
    app.clickInDialog(withId(R.id.scope_all));
    app.scrollAndClickInDialog(withId(R.id.longest_value));
    app.answerDialog("64");
    app.seeInDialog(allOf(withId(R.id.longest_value), withText("64")));
    app.closeSheet();
    app.back();
    openSettings();
    app.scrollAndClick(withText(R.string.sampling_title));
    app.clickInDialog(withText(R.string.preset_lively));
    app.see(secondLine(R.string.sampling_title, R.string.preset_lively));
    app.scrollAndClick(withText(R.string.sampling_title));
    app.clickInDialog(withText(R.string.preset_model));
    app.see(secondLine(R.string.sampling_title, R.string.preset_model));
    app.click(withId(R.id.page_back));
    app.click(withId(R.id.nav_chats));
    app.newChat();
    app.click(withId(R.id.preset));
    assertThat(app.readInDialog(R.id.longest_value), equalTo("64"));
  }

  @Test
  public void whenFull_stop_isWhatANewChatSays() {
    openSettings();
    app.scrollAndClick(withText(R.string.when_full_setting));
    app.clickInDialog(withText(R.string.when_full_stop));
    app.see(secondLine(R.string.when_full_setting, R.string.when_full_stop));
    app.killAndReopen();
    openSettings();
    app.see(secondLine(R.string.when_full_setting, R.string.when_full_stop));
  }

  @Test
  public void defaultModel_row_namesIt() {
    openSettings();
    app.see(allOf(withText(BuiltIn.name()), hasSibling(withText(R.string.default_model))));
  }

  @Test
  public void about_opened_leadsToEachLicence() {
    openSettings();
    app.scrollAndClick(withText(R.string.about));
    app.see(withText(R.string.about_build));
    app.scrollAndClick(withText(R.string.licences));
    app.see(allOf(withId(R.id.licence_library), withText("Ember")));
    app.click(allOf(withId(R.id.licence_name), hasSibling(withText("Ember"))));
    app.seeInDialog(withText(containsString("Apache License")));
  }

  private void openSettings() {
    app.click(withId(R.id.nav_models));
    app.click(withId(R.id.open_settings));
    app.see(allOf(withId(R.id.page_title), withText(R.string.settings_title)));
  }

  private static Matcher<View> secondLine(int title, int words) {
    return allOf(withId(R.id.setting_more), withText(words), hasSibling(withText(title)));
  }

  private int windowFlag() {
    AtomicInteger flags = new AtomicInteger();
    app.onActivity(activity -> flags.set(activity.getWindow().getAttributes().flags));
    return flags.get() & WindowManager.LayoutParams.FLAG_SECURE;
  }

  private int night() {
    AtomicInteger mode = new AtomicInteger();
    app.onActivity(activity -> mode.set(activity.getResources().getConfiguration().uiMode));
    return mode.get() & Configuration.UI_MODE_NIGHT_MASK;
  }

  private static Context context() {
    return ApplicationProvider.getApplicationContext();
  }
}
