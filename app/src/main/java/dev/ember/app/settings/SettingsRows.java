package dev.ember.app.settings;

import android.view.LayoutInflater;
import android.view.View;
import android.view.ViewGroup;
import android.widget.ImageView;
import android.widget.TextView;
import androidx.annotation.DrawableRes;
import androidx.annotation.StringRes;
import androidx.core.view.ViewCompat;
import com.google.android.material.materialswitch.MaterialSwitch;
import dev.ember.app.R;
import java.util.function.Consumer;

/** Headings, rows and switches of a page of settings, one below the other. */
final class SettingsRows {
  private final ViewGroup rows;
  private final LayoutInflater inflater;

  SettingsRows(ViewGroup rows, LayoutInflater inflater) {
    this.rows = rows;
    this.inflater = inflater;
    rows.removeAllViews();
  }

  void section(@StringRes int words) {
    TextView heading = (TextView) inflater.inflate(R.layout.item_settings_section, rows, false);
    heading.setText(words);
    rows.addView(heading);
  }

  /** A row that leads somewhere; gives its second line, which may change. */
  TextView row(@DrawableRes int icon, @StringRes int title, String more, Runnable tapped) {
    View row = add(icon, title, more);
    row.setOnClickListener(view -> tapped.run());
    return ViewCompat.requireViewById(row, R.id.setting_more);
  }

  /** The whole row is the switch, for a finger and for TalkBack. */
  void toggle(
      @DrawableRes int icon,
      @StringRes int title,
      String more,
      boolean on,
      Consumer<Boolean> changed) {
    View row = add(icon, title, more);
    MaterialSwitch knob = ViewCompat.requireViewById(row, R.id.setting_switch);
    knob.setVisibility(View.VISIBLE);
    knob.setChecked(on);
    describe(row, on);
    row.setOnClickListener(
        view -> {
          knob.toggle();
          describe(row, knob.isChecked());
          changed.accept(knob.isChecked());
        });
  }

  private static void describe(View row, boolean on) {
    ViewCompat.setStateDescription(
        row, row.getContext().getString(on ? R.string.state_on : R.string.state_off));
  }

  private View add(@DrawableRes int icon, @StringRes int title, String more) {
    View row = inflater.inflate(R.layout.row_setting, rows, false);
    ViewCompat.<ImageView>requireViewById(row, R.id.setting_icon).setImageResource(icon);
    ViewCompat.<TextView>requireViewById(row, R.id.setting_title).setText(title);
    say(ViewCompat.requireViewById(row, R.id.setting_more), more);
    rows.addView(row);
    return row;
  }

  /** A second line that is empty takes no room. */
  static void say(TextView second, String more) {
    second.setText(more);
    second.setVisibility(more.isEmpty() ? View.GONE : View.VISIBLE);
  }
}
