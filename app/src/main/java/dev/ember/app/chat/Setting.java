package dev.ember.app.chat;

import androidx.annotation.IdRes;
import androidx.annotation.StringRes;
import dev.ember.app.R;
import dev.ember.app.data.SamplingSettings;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * A sampling setting that has a slider: its words, its range and its place in {@link
 * SamplingSettings}. The ranges are narrower than what the sampler takes: they hold every value
 * that people use.
 */
enum Setting {
  TEMPERATURE(
      new Words(R.id.temperature, R.string.temperature, R.string.temperature_hint),
      new Range(0, 2, 2),
      SamplingSettings::temperature,
      SamplingSettings::withTemperature),
  TOP_K(
      new Words(R.id.top_k, R.string.top_k, R.string.top_k_hint),
      new Range(0, 100, 0),
      all -> (float) all.topK(),
      (all, value) -> all.withTopK(Math.round(value))),
  TOP_P(
      new Words(R.id.top_p, R.string.top_p, R.string.top_p_hint),
      new Range(0, 1, 2),
      SamplingSettings::topP,
      SamplingSettings::withTopP),
  MIN_P(
      new Words(R.id.min_p, R.string.min_p, R.string.min_p_hint),
      new Range(0, 0.5f, 2),
      SamplingSettings::minP,
      SamplingSettings::withMinP),
  REPETITION(
      new Words(R.id.repetition, R.string.repetition, R.string.repetition_hint),
      new Range(1, 2, 2),
      SamplingSettings::repetitionPenalty,
      SamplingSettings::withRepetitionPenalty);

  /** Where the setting stands on the sheet, and what stands there. */
  record Words(@IdRes int row, @StringRes int title, @StringRes int hint) {}

  /** Both ends, and how many decimals are shown and kept. */
  record Range(float from, float to, int decimals) {}

  private static final double TEN = 10;

  private final Words words;
  private final Range range;
  private final Function<SamplingSettings, Float> getter;
  private final BiFunction<SamplingSettings, Float, SamplingSettings> setter;

  Setting(
      Words words,
      Range range,
      Function<SamplingSettings, Float> getter,
      BiFunction<SamplingSettings, Float, SamplingSettings> setter) {
    this.words = words;
    this.range = range;
    this.getter = getter;
    this.setter = setter;
  }

  Words words() {
    return words;
  }

  Range range() {
    return range;
  }

  float of(SamplingSettings all) {
    return getter.apply(all);
  }

  SamplingSettings with(SamplingSettings all, float value) {
    return setter.apply(all, value);
  }

  /** The smallest difference that is shown and kept. */
  float step() {
    return (float) Math.pow(TEN, -range.decimals);
  }

  /** Moves a value onto the nearest step within the range. */
  float snap(float value) {
    double perUnit = Math.pow(TEN, range.decimals);
    float snapped = (float) (Math.round(value * perUnit) / perUnit);
    return Math.max(range.from, Math.min(range.to, snapped));
  }

  String format(Locale locale, float value) {
    return String.format(locale, "%." + range.decimals + "f", value);
  }
}
