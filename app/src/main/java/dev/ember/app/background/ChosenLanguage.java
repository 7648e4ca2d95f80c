package dev.ember.app.background;

import android.content.Context;
import android.content.res.Configuration;
import android.os.Build;
import androidx.appcompat.app.AppCompatDelegate;
import androidx.core.os.ConfigurationCompat;
import androidx.core.os.LocaleListCompat;

/**
 * The language that was chosen in the app, for what is said without a window: below Android 13
 * AppCompat gives it to windows alone. It is asked for each time, for it may be chosen anew
 * meanwhile, and of what AppCompat has in memory since the first window of this process: its file
 * is not for the main thread.
 */
final class ChosenLanguage {
  private ChosenLanguage() {}

  /** The same context, whose words are in that language. */
  static Context in(Context base) {
    if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.TIRAMISU) {
      return base; // the phone does it
    }
    LocaleListCompat chosen = AppCompatDelegate.getApplicationLocales();
    if (chosen.isEmpty()) {
      return base;
    }
    Configuration spoken = new Configuration(base.getResources().getConfiguration());
    ConfigurationCompat.setLocales(spoken, chosen);
    return base.createConfigurationContext(spoken);
  }
}
