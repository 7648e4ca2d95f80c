package dev.ember.app.settings;

import android.net.Uri;
import android.os.Bundle;
import android.text.format.DateUtils;
import android.view.View;
import android.view.ViewGroup;
import android.widget.TextView;
import androidx.activity.result.contract.ActivityResultContracts;
import androidx.annotation.DrawableRes;
import androidx.annotation.StringRes;
import androidx.appcompat.app.AppCompatDelegate;
import androidx.core.os.LocaleListCompat;
import androidx.core.view.ViewCompat;
import androidx.fragment.app.Fragment;
import dev.ember.app.R;
import dev.ember.app.scope.AppScope;
import dev.ember.app.widget.AskDialog;
import dev.ember.app.widget.FilePicker;
import dev.ember.app.widget.SystemInsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** How the app looks, how chats answer, what is kept from others, and what lies further away. */
public final class SettingsFragment extends Fragment {

  /** What only the activity can do. */
  public interface Host {
    void closePage(Fragment page);

    /** A switch has been set. */
    void settingsChanged(Settings.Switch which);

    void open(SettingsPage page);

    /** Writes everything to a file that its user has chosen. */
    void exportTo(Uri file);

    /** Reads everything from a file, after asking. */
    void importFrom(Uri file);

    /** Adds the chats of a file to those that are here. */
    void addChatsFrom(Uri file);
  }

  private static final String THEME = "settings.theme";
  private static final String LANGUAGE = "settings.language";
  private static final String BACKUP_TYPE = "application/octet-stream";

  /** Not every app knows what it keeps. */
  private static final String ANY_TYPE = "*/*";

  private final FilePicker<String, @Nullable Uri> exporter =
      new FilePicker<>(
          this,
          new ActivityResultContracts.CreateDocument(BACKUP_TYPE),
          uri -> {
            if (uri != null) {
              host().exportTo(uri);
            }
          });

  private final FilePicker<String[], @Nullable Uri> importer =
      picker(file -> host().importFrom(file));
  private final FilePicker<String[], @Nullable Uri> chatPicker =
      picker(file -> host().addChatsFrom(file));

  private @Nullable ProcessorSetting processor;

  public SettingsFragment() {
    super(R.layout.fragment_settings);
  }

  @Override
  public void onViewCreated(View root, @Nullable Bundle savedState) {
    SystemInsets.pad(root, ViewCompat.requireViewById(root, R.id.page_bar));
    ViewCompat.<TextView>requireViewById(root, R.id.page_title).setText(R.string.settings_title);
    ViewCompat.requireViewById(root, R.id.page_back)
        .setOnClickListener(view -> host().closePage(this));
    ViewGroup rows = ViewCompat.requireViewById(root, R.id.settings);
    AskDialog.listen(this, THEME, name -> setTheme(Settings.Theme.valueOf(name), rows));
    AskDialog.listen(
        this,
        LANGUAGE,
        tag -> AppCompatDelegate.setApplicationLocales(LocaleListCompat.forLanguageTags(tag)));
    fill(rows);
  }

  private void setTheme(Settings.Theme theme, ViewGroup rows) {
    settings().setTheme(theme);
    fill(rows);
    AppCompatDelegate.setDefaultNightMode(theme.nightMode());
  }

  private FilePicker<String[], @Nullable Uri> picker(Consumer<Uri> picked) {
    return new FilePicker<>(
        this,
        new ActivityResultContracts.OpenDocument(),
        uri -> {
          if (uri != null) {
            picked.accept(uri);
          }
        });
  }

  private Host host() {
    return (Host) requireActivity();
  }

  private Settings settings() {
    return Settings.of(requireContext());
  }

  private void fill(ViewGroup group) {
    SettingsRows rows = new SettingsRows(group, getLayoutInflater());
    rows.section(R.string.settings_look);
    rows.row(
        R.drawable.ic_24_moon, R.string.theme, themeName(settings().theme()), this::chooseTheme);
    rows.row(
        R.drawable.ic_24_globe, R.string.language, languageName(language()), this::chooseLanguage);
    toggle(
        rows, R.drawable.ic_24_colors, R.string.wallpaper_colors, Settings.Switch.WALLPAPER_COLORS);
    rows.section(R.string.settings_chat);
    new AnswerDefaults(this, AppScope.of(requireContext())).addTo(rows);
    toggle(rows, R.drawable.ic_24_phone, R.string.keep_screen_on, Settings.Switch.KEEP_SCREEN_ON);
    addProcessor(rows);
    toggle(rows, R.drawable.ic_24_haptics, R.string.haptics, Settings.Switch.HAPTICS);
    rows.section(R.string.settings_private);
    if (AppScope.of(requireContext()).phone().lock().isSet(requireContext())) {
      toggle(rows, R.drawable.ic_24_lock, R.string.app_lock, Settings.Switch.APP_LOCK);
    }
    toggle(rows, R.drawable.ic_24_eye, R.string.hide_in_recents, Settings.Switch.HIDE_IN_RECENTS);
    TextView backup =
        rows.row(
            R.drawable.ic_24_upload,
            R.string.back_up,
            lastBackup(),
            () -> exporter.pick(getString(R.string.backup_file)));
    settings().watchBackups(getViewLifecycleOwner(), () -> SettingsRows.say(backup, lastBackup()));
    rows.row(
        R.drawable.ic_24_download,
        R.string.restore,
        getString(R.string.restore_more),
        () -> importer.pick(new String[] {ANY_TYPE}));
    rows.row(
        R.drawable.ic_24_chat_add,
        R.string.chats_add,
        getString(R.string.chats_add_more),
        () -> chatPicker.pick(new String[] {ANY_TYPE}));
    rows.section(R.string.settings_more);
    page(rows, R.drawable.ic_24_gauge, R.string.benchmark, SettingsPage.BENCHMARK);
    page(rows, R.drawable.ic_24_info, R.string.about, SettingsPage.ABOUT);
  }

  private void addProcessor(SettingsRows rows) {
    TextView words =
        rows.row(R.drawable.ic_24_chip, R.string.processor, " ", this::chooseProcessor);
    ProcessorSetting shown = new ProcessorSetting(this, words, AppScope.of(requireContext()));
    shown.show();
    processor = shown;
  }

  private void chooseProcessor() {
    if (processor != null) {
      processor.choose();
    }
  }

  private void page(
      SettingsRows rows, @DrawableRes int icon, @StringRes int title, SettingsPage page) {
    int more = page == SettingsPage.BENCHMARK ? R.string.benchmark_more : R.string.about_more;
    rows.row(icon, title, getString(more), () -> host().open(page));
  }

  private void toggle(
      SettingsRows rows, @DrawableRes int icon, @StringRes int title, Settings.Switch which) {
    rows.toggle(
        icon,
        title,
        more(which),
        settings().is(which),
        on -> {
          settings().set(which, on);
          host().settingsChanged(which);
        });
  }

  private String lastBackup() {
    long ms = settings().lastBackupMs();
    return ms == 0
        ? getString(R.string.backup_never)
        : getString(
            R.string.backup_last,
            DateUtils.formatDateTime(
                requireContext(), ms, DateUtils.FORMAT_SHOW_DATE | DateUtils.FORMAT_SHOW_TIME));
  }

  private String more(Settings.Switch which) {
    return switch (which) {
      case APP_LOCK -> getString(R.string.app_lock_more);
      case HIDE_IN_RECENTS -> getString(R.string.hide_in_recents_more);
      case WALLPAPER_COLORS -> getString(R.string.wallpaper_colors_more);
      case KEEP_SCREEN_ON, HAPTICS, UNMETERED_ONLY, SHOW_SURENESS -> "";
    };
  }

  private String themeName(Settings.Theme theme) {
    return getString(
        switch (theme) {
          case SYSTEM -> R.string.theme_system;
          case LIGHT -> R.string.theme_light;
          case DARK -> R.string.theme_dark;
        });
  }

  private void chooseTheme() {
    List<AskDialog.Choice> choices = new ArrayList<>();
    for (Settings.Theme theme : Settings.Theme.values()) {
      choices.add(new AskDialog.Choice(theme.name(), themeName(theme)));
    }
    AskDialog.forOne(THEME, getString(R.string.theme), choices, settings().theme().name())
        .over(getChildFragmentManager());
  }

  /** As AppCompat and, from Android 13 on, the phone's own settings keep it. */
  private static String language() {
    return AppCompatDelegate.getApplicationLocales().toLanguageTags();
  }

  private String languageName(String tag) {
    return switch (tag) {
      case "en" -> getString(R.string.language_english);
      case "zh-CN" -> getString(R.string.language_chinese);
      default -> getString(R.string.language_system);
    };
  }

  private void chooseLanguage() {
    List<AskDialog.Choice> choices = new ArrayList<>();
    for (String tag : Settings.LANGUAGES) {
      choices.add(new AskDialog.Choice(tag, languageName(tag)));
    }
    int now = Math.max(0, Settings.LANGUAGES.indexOf(language()));
    AskDialog.forOne(LANGUAGE, getString(R.string.language), choices, Settings.LANGUAGES.get(now))
        .over(getChildFragmentManager());
  }
}
