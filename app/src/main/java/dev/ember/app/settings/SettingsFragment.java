package dev.ember.app.settings;

import android.content.Context;
import android.net.Uri;
import android.os.Bundle;
import android.text.format.DateUtils;
import android.view.View;
import android.view.ViewGroup;
import android.widget.ImageView;
import android.widget.TextView;
import androidx.activity.result.ActivityResultLauncher;
import androidx.activity.result.contract.ActivityResultContracts;
import androidx.annotation.DrawableRes;
import androidx.annotation.StringRes;
import androidx.appcompat.app.AppCompatDelegate;
import androidx.core.os.LocaleListCompat;
import androidx.core.view.ViewCompat;
import androidx.fragment.app.Fragment;
import com.google.android.material.dialog.MaterialAlertDialogBuilder;
import com.google.android.material.materialswitch.MaterialSwitch;
import dev.ember.app.R;
import dev.ember.app.scope.AppScope;
import dev.ember.app.widget.DetailsDialog;
import dev.ember.app.widget.SystemInsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Theme, language, privacy, backup. */
public final class SettingsFragment extends Fragment {

  /** What only the activity can do. */
  public interface Host {
    void closePage(Fragment page);

    /** A setting of the window has changed. */
    void settingsChanged();

    /** Writes everything to a file that its user has chosen. */
    void exportTo(Uri file);

    /** Reads everything from a file, after asking. */
    void importFrom(Uri file);
  }

  /** The languages that the app speaks, each in its own words; empty is the phone's. */
  private static final List<String> LANGUAGES = List.of("", "en", "zh-CN");

  private static final String BACKUP_TYPE = "application/octet-stream";

  private final ActivityResultLauncher<String> exporter =
      registerForActivityResult(
          new ActivityResultContracts.CreateDocument(BACKUP_TYPE),
          uri -> {
            if (uri != null) {
              host().exportTo(uri);
            }
          });

  private final ActivityResultLauncher<String[]> importer =
      registerForActivityResult(
          new ActivityResultContracts.OpenDocument(),
          uri -> {
            if (uri != null) {
              host().importFrom(uri);
            }
          });

  public SettingsFragment() {
    super(R.layout.fragment_settings);
  }

  @Override
  public void onViewCreated(View root, @Nullable Bundle savedState) {
    SystemInsets.pad(root, ViewCompat.requireViewById(root, R.id.page_bar));
    ViewCompat.<TextView>requireViewById(root, R.id.page_title).setText(R.string.settings_title);
    ViewCompat.requireViewById(root, R.id.page_back)
        .setOnClickListener(view -> host().closePage(this));
    fill(ViewCompat.requireViewById(root, R.id.settings));
  }

  private Host host() {
    return (Host) requireActivity();
  }

  private Settings settings() {
    return Settings.of(requireContext());
  }

  private void fill(ViewGroup rows) {
    rows.removeAllViews();
    section(rows, R.string.settings_look);
    row(rows, R.drawable.ic_24_moon, R.string.theme, themeName(settings().theme()))
        .setOnClickListener(view -> chooseTheme(rows));
    row(rows, R.drawable.ic_24_globe, R.string.language, languageName(language()))
        .setOnClickListener(view -> chooseLanguage());
    toggle(
        rows, R.drawable.ic_24_colors, R.string.wallpaper_colors, Settings.Switch.WALLPAPER_COLORS);
    section(rows, R.string.settings_chat);
    toggle(rows, R.drawable.ic_24_phone, R.string.keep_screen_on, Settings.Switch.KEEP_SCREEN_ON);
    View runsOn = row(rows, R.drawable.ic_24_chip, R.string.processor, " ");
    ProcessorSetting processor =
        new ProcessorSetting(this, ViewCompat.requireViewById(runsOn, R.id.setting_more));
    runsOn.setOnClickListener(view -> processor.choose());
    processor.show();
    section(rows, R.string.settings_private);
    if (Privacy.canLock(requireActivity())) {
      toggle(rows, R.drawable.ic_24_lock, R.string.app_lock, Settings.Switch.APP_LOCK);
    }
    toggle(rows, R.drawable.ic_24_eye, R.string.hide_in_recents, Settings.Switch.HIDE_IN_RECENTS);
    row(rows, R.drawable.ic_24_upload, R.string.back_up, lastBackup())
        .setOnClickListener(view -> exporter.launch(getString(R.string.backup_file)));
    row(rows, R.drawable.ic_24_download, R.string.restore, getString(R.string.restore_more))
        .setOnClickListener(view -> importer.launch(new String[] {"*/*"}));
    section(rows, R.string.settings_more);
    row(rows, R.drawable.ic_24_info, R.string.about, getString(R.string.about_more))
        .setOnClickListener(view -> showAbout());
  }

  private void showAbout() {
    new MaterialAlertDialogBuilder(requireContext())
        .setTitle(R.string.about)
        .setMessage(getString(R.string.about_version, About.version(requireContext())))
        .setNegativeButton(R.string.licences, (dialog, which) -> showLicences())
        .setPositiveButton(R.string.close, null)
        .show();
  }

  private void showLicences() {
    AppScope scope = AppScope.of(requireContext());
    Context application = requireContext().getApplicationContext();
    scope
        .executors()
        .disk()
        .execute(
            () -> {
              String text = About.licences(application);
              scope.executors().main().execute(() -> showText(text));
            });
  }

  private void showText(String text) {
    if (isAdded() && !isStateSaved()) {
      DetailsDialog.of(getString(R.string.licences), text)
          .show(getChildFragmentManager(), "licences");
    }
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

  private void section(ViewGroup rows, @StringRes int words) {
    TextView heading =
        (TextView) getLayoutInflater().inflate(R.layout.item_settings_section, rows, false);
    heading.setText(words);
    rows.addView(heading);
  }

  private View row(ViewGroup rows, @DrawableRes int icon, @StringRes int title, String more) {
    View row = getLayoutInflater().inflate(R.layout.row_setting, rows, false);
    ViewCompat.<ImageView>requireViewById(row, R.id.setting_icon).setImageResource(icon);
    ViewCompat.<TextView>requireViewById(row, R.id.setting_title).setText(title);
    TextView second = ViewCompat.requireViewById(row, R.id.setting_more);
    second.setText(more);
    second.setVisibility(more.isEmpty() ? View.GONE : View.VISIBLE);
    rows.addView(row);
    return row;
  }

  /** The whole row is the switch, for a finger and for TalkBack. */
  private void toggle(
      ViewGroup rows, @DrawableRes int icon, @StringRes int title, Settings.Switch which) {
    View row = row(rows, icon, title, more(which));
    MaterialSwitch knob = ViewCompat.requireViewById(row, R.id.setting_switch);
    knob.setVisibility(View.VISIBLE);
    knob.setChecked(settings().is(which));
    ViewCompat.setStateDescription(row, state(knob.isChecked()));
    row.setOnClickListener(
        view -> {
          knob.toggle();
          settings().set(which, knob.isChecked());
          ViewCompat.setStateDescription(row, state(knob.isChecked()));
          host().settingsChanged();
        });
  }

  private String state(boolean on) {
    return getString(on ? R.string.state_on : R.string.state_off);
  }

  private String more(Settings.Switch which) {
    return switch (which) {
      case APP_LOCK -> getString(R.string.app_lock_more);
      case HIDE_IN_RECENTS -> getString(R.string.hide_in_recents_more);
      case WALLPAPER_COLORS -> getString(R.string.wallpaper_colors_more);
      case KEEP_SCREEN_ON, HAPTICS, UNMETERED_ONLY -> "";
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

  private void chooseTheme(ViewGroup rows) {
    Settings.Theme[] themes = Settings.Theme.values();
    String[] names = new String[themes.length];
    for (int i = 0; i < themes.length; i++) {
      names[i] = themeName(themes[i]);
    }
    new MaterialAlertDialogBuilder(requireContext())
        .setTitle(R.string.theme)
        .setSingleChoiceItems(
            names,
            settings().theme().ordinal(),
            (dialog, which) -> {
              settings().setTheme(themes[which]);
              dialog.dismiss();
              fill(rows);
              AppCompatDelegate.setDefaultNightMode(themes[which].nightMode());
            })
        .show();
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
    String[] names = new String[LANGUAGES.size()];
    for (int i = 0; i < names.length; i++) {
      names[i] = languageName(LANGUAGES.get(i));
    }
    new MaterialAlertDialogBuilder(requireContext())
        .setTitle(R.string.language)
        .setSingleChoiceItems(
            names,
            Math.max(0, LANGUAGES.indexOf(language())),
            (dialog, which) -> {
              dialog.dismiss();
              AppCompatDelegate.setApplicationLocales(
                  LocaleListCompat.forLanguageTags(LANGUAGES.get(which)));
            })
        .show();
  }
}
