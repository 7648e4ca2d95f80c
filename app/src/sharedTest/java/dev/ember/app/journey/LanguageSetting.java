package dev.ember.app.journey;

import static androidx.test.espresso.matcher.ViewMatchers.withText;

import androidx.appcompat.app.AppCompatDelegate;
import dev.ember.app.R;

/** The language that the app speaks, in its settings. */
final class LanguageSetting {
  private LanguageSetting() {}

  /**
   * Chooses one, on the page of settings.
   *
   * @param words of the language
   */
  static void choose(AppDriver app, int words, String tag) {
    app.scrollAndClick(withText(R.string.language));
    app.clickInDialog(withText(words));
    app.awaitThat(
        "the app's language to be " + tag,
        () -> AppCompatDelegate.getApplicationLocales().toLanguageTags().equals(tag));
  }
}
