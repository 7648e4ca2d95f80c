package dev.ember.app.settings;

import android.content.Context;
import android.content.SharedPreferences;
import androidx.appcompat.app.AppCompatDelegate;
import androidx.core.os.LocaleListCompat;
import androidx.lifecycle.DefaultLifecycleObserver;
import androidx.lifecycle.LifecycleOwner;
import dev.ember.inference.backend.trust.Choice;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a person has set, kept in one small file of preferences.
 *
 * <h2>Threading model</h2>
 *
 * Any thread. The first read of a process waits for the file, which has a few hundred bytes.
 */
public final class Settings {

  /** A switch: its key in the file, and what holds until somebody sets it. */
  public enum Switch {
    WALLPAPER_COLORS(false),
    KEEP_SCREEN_ON(true),
    HAPTICS(true),
    APP_LOCK(false),
    HIDE_IN_RECENTS(false),
    UNMETERED_ONLY(true),
    SHOW_SURENESS(false);

    private final boolean initially;

    Switch(boolean initially) {
      this.initially = initially;
    }

    String key() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Light, dark, or as the phone has it. */
  public enum Theme {
    SYSTEM(AppCompatDelegate.MODE_NIGHT_FOLLOW_SYSTEM),
    LIGHT(AppCompatDelegate.MODE_NIGHT_NO),
    DARK(AppCompatDelegate.MODE_NIGHT_YES);

    private final int nightMode;

    Theme(int nightMode) {
      this.nightMode = nightMode;
    }

    /** For {@link AppCompatDelegate#setDefaultNightMode}. */
    public int nightMode() {
      return nightMode;
    }
  }

  /** The languages that the app speaks; empty is the phone's. */
  static final List<String> LANGUAGES = List.of("", "en", "zh-CN");

  private static final String FILE = "settings";
  private static final String THEME = "theme";
  private static final String PROCESSOR = "processor";
  private static final String LAST_BACKUP = "last_backup_ms";
  private static final String LANGUAGE = "language";
  private static final String RESTORED_LANGUAGE = "restored_language";
  private static final String WELCOMED = "welcomed";

  private final SharedPreferences file;

  private Settings(SharedPreferences file) {
    this.file = file;
  }

  public static Settings of(Context context) {
    return new Settings(context.getSharedPreferences(FILE, Context.MODE_PRIVATE));
  }

  public boolean is(Switch which) {
    return file.getBoolean(which.key(), which.initially);
  }

  public void set(Switch which, boolean on) {
    file.edit().putBoolean(which.key(), on).apply();
  }

  public Theme theme() {
    String name = file.getString(THEME, Theme.SYSTEM.name());
    for (Theme theme : Theme.values()) {
      if (theme.name().equals(name)) {
        return theme;
      }
    }
    return Theme.SYSTEM; // a name that a later version may have written
  }

  /** What models are to run on. Not part of a backup: another phone has another GPU. */
  public Choice processor() {
    String name = file.getString(PROCESSOR, Choice.AUTO.name());
    for (Choice choice : Choice.values()) {
      if (choice.name().equals(name)) {
        return choice;
      }
    }
    return Choice.AUTO; // a name that a later version may have written
  }

  public void setProcessor(Choice choice) {
    file.edit().putString(PROCESSOR, choice.name()).apply();
  }

  public void setTheme(Theme theme) {
    file.edit().putString(THEME, theme.name()).apply();
  }

  /** Whether the first chat has been opened: that happens once ever. */
  public boolean welcomed() {
    return file.getBoolean(WELCOMED, false);
  }

  public void setWelcomed(boolean welcomed) {
    file.edit().putBoolean(WELCOMED, welcomed).apply();
  }

  /** When everything was last written to a backup, since the epoch; 0 is never. */
  public long lastBackupMs() {
    return file.getLong(LAST_BACKUP, 0);
  }

  /** Tells, on the main thread, of each backup that is written while its owner is started. */
  void watchBackups(LifecycleOwner owner, Runnable written) {
    SharedPreferences.OnSharedPreferenceChangeListener listener =
        (preferences, key) -> {
          if (LAST_BACKUP.equals(key)) {
            written.run();
          }
        };
    owner
        .getLifecycle()
        .addObserver(
            new DefaultLifecycleObserver() {
              @Override
              public void onStart(LifecycleOwner started) {
                file.registerOnSharedPreferenceChangeListener(listener);
                written.run(); // it may have been while nobody listened
              }

              @Override
              public void onStop(LifecycleOwner stopped) {
                file.unregisterOnSharedPreferenceChangeListener(listener);
              }
            });
  }

  public void setLastBackupMs(long ms) {
    file.edit().putLong(LAST_BACKUP, ms).apply();
  }

  /** For a backup: what has been set, by key. A lock is not carried to another phone. */
  public Map<String, String> exported() {
    Map<String, String> values = new TreeMap<>();
    values.put(THEME, theme().name());
    values.put(LANGUAGE, AppCompatDelegate.getApplicationLocales().toLanguageTags());
    for (Switch which : Switch.values()) {
      if (which != Switch.APP_LOCK) {
        values.put(which.key(), String.valueOf(is(which)));
      }
    }
    return values;
  }

  /**
   * From a backup; keys that this version does not know are left out. On storage when it returns.
   * Before anything shows them.
   */
  public void imported(Map<String, String> values) {
    SharedPreferences.Editor edit = file.edit();
    for (Switch which : Switch.values()) {
      String value = values.get(which.key());
      if (value != null && which != Switch.APP_LOCK) {
        edit.putBoolean(which.key(), Boolean.parseBoolean(value));
      }
    }
    String theme = values.get(THEME);
    if (theme != null) {
      edit.putString(THEME, theme);
    }
    String language = values.get(LANGUAGE);
    if (language != null && LANGUAGES.contains(language)) {
      edit.putString(RESTORED_LANGUAGE, language);
    }
    edit.commit();
  }

  /**
   * Speaks the language of a backup that was read, once: it is Android's or AppCompat's to keep,
   * and they take it from a window alone. Main thread, with an activity that is made.
   */
  public void speakRestored() {
    String language = file.getString(RESTORED_LANGUAGE, null);
    if (language != null) {
      file.edit().remove(RESTORED_LANGUAGE).apply();
      AppCompatDelegate.setApplicationLocales(LocaleListCompat.forLanguageTags(language));
    }
  }
}
