package dev.ember.app.chat;

import androidx.annotation.StringRes;
import dev.ember.app.R;

/** What people call a preset. */
final class PresetName {

  private PresetName() {}

  @StringRes
  static int of(SamplingChoice.Preset preset) {
    return switch (preset) {
      case MODEL -> R.string.preset_model;
      case EXACT -> R.string.preset_exact;
      case BALANCED -> R.string.preset_balanced;
      case LIVELY -> R.string.preset_lively;
      case OWN -> R.string.preset_own;
    };
  }
}
