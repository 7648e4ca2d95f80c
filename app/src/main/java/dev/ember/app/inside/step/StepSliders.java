package dev.ember.app.inside.step;

import android.view.LayoutInflater;
import android.view.View;
import android.view.ViewGroup;
import android.widget.TextView;
import androidx.annotation.IdRes;
import androidx.annotation.StringRes;
import androidx.core.view.ViewCompat;
import com.google.android.material.slider.Slider;
import dev.ember.app.R;
import dev.ember.inference.sample.SamplingOptions;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/** The settings that move the bars. */
final class StepSliders {
  /** From this size of font on, the names stand above their sliders. */
  private static final float LARGE_FONT = 1.3f;

  private static final float FINE = 0.01f;
  private static final float HIGHEST_TEMPERATURE = 2;
  private static final float HIGHEST_TOP_K = 100;

  private final ViewGroup rows;
  private final Consumer<SamplingOptions> changed;
  private SamplingOptions now = SamplingOptions.GREEDY;

  StepSliders(ViewGroup rows, Consumer<SamplingOptions> changed) {
    this.rows = rows;
    this.changed = changed;
    add(
        R.id.step_temperature,
        R.string.temperature,
        new Scale(HIGHEST_TEMPERATURE, FINE),
        (options, value) -> options.withTemperature(value));
    add(
        R.id.step_top_k,
        R.string.top_k,
        new Scale(HIGHEST_TOP_K, 1),
        (options, value) -> with(options, Math.round(value), options.topP()));
    add(
        R.id.step_top_p,
        R.string.top_p,
        new Scale(1, FINE),
        (options, value) -> with(options, options.topK(), value));
  }

  private record Scale(float highest, float step) {}

  private static SamplingOptions with(SamplingOptions now, int topK, float topP) {
    return new SamplingOptions(
        now.temperature(),
        topK,
        topP,
        now.minP(),
        now.repetitionPenalty(),
        now.repetitionWindow(),
        now.seed());
  }

  private void add(
      @IdRes int id,
      @StringRes int name,
      Scale scale,
      BiFunction<SamplingOptions, Float, SamplingOptions> set) {
    boolean tall = rows.getResources().getConfiguration().fontScale >= LARGE_FONT;
    View row =
        LayoutInflater.from(rows.getContext())
            .inflate(tall ? R.layout.step_slider_tall : R.layout.step_slider, rows, false);
    row.setId(id);
    ViewCompat.<TextView>requireViewById(row, R.id.step_slider_name).setText(name);
    Slider slider = ViewCompat.requireViewById(row, R.id.step_slider);
    slider.setContentDescription(row.getContext().getString(name));
    slider.setValueFrom(0);
    slider.setValueTo(scale.highest());
    slider.setStepSize(scale.step());
    slider.addOnChangeListener(
        (moved, value, byUser) -> {
          if (byUser) {
            changed.accept(set.apply(now, value));
          }
        });
    rows.addView(row);
  }

  void show(SamplingOptions settings) {
    now = settings;
    show(R.id.step_temperature, settings.temperature());
    show(R.id.step_top_k, settings.topK());
    show(R.id.step_top_p, settings.topP());
  }

  private void show(@IdRes int id, float value) {
    View row = ViewCompat.requireViewById(rows, id);
    Slider slider = ViewCompat.requireViewById(row, R.id.step_slider);
    boolean whole = slider.getStepSize() >= 1;
    float place = Math.min(value, slider.getValueTo()); // a file's or a model's may lie beyond it
    slider.setValue(whole ? place : Math.round(place / FINE) * FINE);
    Locale locale = rows.getResources().getConfiguration().getLocales().get(0);
    boolean all = id == R.id.step_top_k && value == 0;
    ViewCompat.<TextView>requireViewById(row, R.id.step_slider_value)
        .setText(
            all
                ? row.getContext().getString(R.string.step_top_k_all)
                : String.format(locale, whole ? "%.0f" : "%.2f", value));
  }
}
