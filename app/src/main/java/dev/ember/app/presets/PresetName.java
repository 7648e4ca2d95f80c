package dev.ember.app.presets;

import androidx.annotation.StringRes;
import dev.ember.app.R;

/** What people call a preset. */
public final class PresetName {

  private PresetName() {}

  @StringRes
  public static int of(SamplingChoice.Preset preset) {
    return switch (preset) {
      case MODEL -> R.string.preset_model;
      case EXACT -> R.string.preset_exact;
      case BALANCED -> R.string.preset_balanced;
      case LIVELY -> R.string.preset_lively;
      case OWN -> R.string.preset_own;
    };
  }
}
