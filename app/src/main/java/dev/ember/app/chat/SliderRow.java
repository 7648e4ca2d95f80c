package dev.ember.app.chat;

import android.content.Context;
import android.view.View;
import android.widget.Button;
import android.widget.TextView;
import androidx.core.view.ViewCompat;
import com.google.android.material.slider.Slider;
import dev.ember.app.R;
import dev.ember.app.settings.Haptics;
import java.util.Locale;

/** One setting: name, what it does, its value (typed on tap) and its slider. */
final class SliderRow {

  /** Who keeps the values. */
  interface Listener {
    void changed(Setting setting, float value);

    void type(Setting setting);
  }

  private final Setting setting;
  private final Button value;
  private final Slider slider;

  SliderRow(View sheet, Setting setting, Listener listener) {
    this.setting = setting;
    View row = ViewCompat.requireViewById(sheet, setting.words().row());
    TextView title = ViewCompat.requireViewById(row, R.id.row_title);
    TextView hint = ViewCompat.requireViewById(row, R.id.row_hint);
    value = ViewCompat.requireViewById(row, R.id.row_value);
    slider = ViewCompat.requireViewById(row, R.id.row_slider);
    title.setText(setting.words().title());
    hint.setText(setting.words().hint());
    slider.setContentDescription(sheet.getContext().getString(setting.words().title()));
    slider.setValueFrom(setting.range().from());
    slider.setValueTo(setting.range().to());
    slider.setStepSize(setting.step());
    slider.setValue(setting.range().from()); // it is laid out before a value is known
    slider.setLabelFormatter(position -> setting.format(locale(), position));
    slider.addOnChangeListener(
        (view, position, byUser) -> {
          if (byUser) {
            Haptics.tick(view);
            listener.changed(setting, setting.snap(position));
          }
        });
    value.setOnClickListener(view -> listener.type(setting));
  }

  void show(float now) {
    Context context = value.getContext();
    String text = setting.format(locale(), now);
    value.setText(text);
    value.setContentDescription(
        context.getString(R.string.value_spoken, context.getString(setting.words().title()), text));
    slider.setValue(setting.snap(now));
  }

  private Locale locale() {
    return value.getResources().getConfiguration().getLocales().get(0);
  }
}
