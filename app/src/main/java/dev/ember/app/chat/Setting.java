package dev.ember.app.chat;

import androidx.annotation.IdRes;
import androidx.annotation.StringRes;
import dev.ember.app.R;
import dev.ember.app.data.SamplingSettings;
import java.util.Locale;

/**
 * A sampling setting that has a slider: its words, its range and its place in {@link
 * SamplingSettings}. The ranges are narrower than what the sampler takes: they hold every value
 * that people use.
 */
enum Setting {
  TEMPERATURE(R.id.temperature, R.string.temperature, R.string.temperature_hint, 0, 2, 2) {
    @Override
    float of(SamplingSettings all) {
      return all.temperature();
    }

    @Override
    SamplingSettings with(SamplingSettings all, float value) {
      return new SamplingSettings(
          value,
          all.topK(),
          all.topP(),
          all.minP(),
          all.repetitionPenalty(),
          all.maxTokens(),
          all.fixedSeed());
    }
  },
  TOP_K(R.id.top_k, R.string.top_k, R.string.top_k_hint, 0, 100, 0) {
    @Override
    float of(SamplingSettings all) {
      return all.topK();
    }

    @Override
    SamplingSettings with(SamplingSettings all, float value) {
      return new SamplingSettings(
          all.temperature(),
          Math.round(value),
          all.topP(),
          all.minP(),
          all.repetitionPenalty(),
          all.maxTokens(),
          all.fixedSeed());
    }
  },
  TOP_P(R.id.top_p, R.string.top_p, R.string.top_p_hint, 0, 1, 2) {
    @Override
    float of(SamplingSettings all) {
      return all.topP();
    }

    @Override
    SamplingSettings with(SamplingSettings all, float value) {
      return new SamplingSettings(
          all.temperature(),
          all.topK(),
          value,
          all.minP(),
          all.repetitionPenalty(),
          all.maxTokens(),
          all.fixedSeed());
    }
  },
  MIN_P(R.id.min_p, R.string.min_p, R.string.min_p_hint, 0, 0.5f, 2) {
    @Override
    float of(SamplingSettings all) {
      return all.minP();
    }

    @Override
    SamplingSettings with(SamplingSettings all, float value) {
      return new SamplingSettings(
          all.temperature(),
          all.topK(),
          all.topP(),
          value,
          all.repetitionPenalty(),
          all.maxTokens(),
          all.fixedSeed());
    }
  },
  REPETITION(R.id.repetition, R.string.repetition, R.string.repetition_hint, 1, 2, 2) {
    @Override
    float of(SamplingSettings all) {
      return all.repetitionPenalty();
    }

    @Override
    SamplingSettings with(SamplingSettings all, float value) {
      return new SamplingSettings(
          all.temperature(),
          all.topK(),
          all.topP(),
          all.minP(),
          value,
          all.maxTokens(),
          all.fixedSeed());
    }
  };

  private static final double TEN = 10;

  @IdRes final int row;
  @StringRes final int title;
  @StringRes final int hint;
  final float from;
  final float to;
  private final int decimals;

  Setting(int row, int title, int hint, float from, float to, int decimals) {
    this.row = row;
    this.title = title;
    this.hint = hint;
    this.from = from;
    this.to = to;
    this.decimals = decimals;
  }

  abstract float of(SamplingSettings all);

  abstract SamplingSettings with(SamplingSettings all, float value);

  /** The smallest difference that is shown and kept. */
  float step() {
    return (float) Math.pow(TEN, -decimals);
  }

  /** Moves a value onto the nearest step within the range. */
  float snap(float value) {
    double perUnit = Math.pow(TEN, decimals);
    float snapped = (float) (Math.round(value * perUnit) / perUnit);
    return Math.max(from, Math.min(to, snapped));
  }

  boolean contains(float value) {
    return value >= from && value <= to;
  }

  String format(Locale locale, float value) {
    return String.format(locale, "%." + decimals + "f", value);
  }
}
