package dev.ember.app.chat;

import android.view.LayoutInflater;
import com.google.android.material.chip.Chip;
import com.google.android.material.chip.ChipGroup;
import dev.ember.app.R;
import dev.ember.app.data.PresetEntity;
import java.util.ArrayList;
import java.util.List;

/** The chips of the user's own presets, behind those that Ember brings along. */
final class OwnPresets {

  /** What a chip asks for. */
  interface Listener {
    void choose(PresetEntity preset);

    void delete(PresetEntity preset);
  }

  private final ChipGroup chips;
  private final Listener listener;
  private final List<Chip> shown = new ArrayList<>();
  private List<PresetEntity> presets = List.of();

  OwnPresets(ChipGroup chips, Listener listener) {
    this.chips = chips;
    this.listener = listener;
  }

  void show(List<PresetEntity> now) {
    if (now.equals(presets)) {
      return;
    }
    presets = List.copyOf(now);
    shown.forEach(chips::removeView);
    shown.clear();
    for (PresetEntity preset : presets) {
      if (preset.sampling() != null) {
        shown.add(chip(preset));
      }
    }
  }

  private Chip chip(PresetEntity preset) {
    Chip chip =
        (Chip) LayoutInflater.from(chips.getContext()).inflate(R.layout.chip_preset, chips, false);
    chip.setText(preset.name());
    chip.setTag(preset.name());
    chip.setOnClickListener(view -> listener.choose(preset));
    chip.setOnCloseIconClickListener(view -> listener.delete(preset));
    chip.setCloseIconContentDescription(
        chips.getContext().getString(R.string.delete_preset, preset.name()));
    chips.addView(chip, chips.getChildCount() - 1); // "Save as" stays last
    return chip;
  }

  /** Marks the one with that name, if any. */
  void check(@org.jspecify.annotations.Nullable String name) {
    for (Chip chip : shown) {
      if (chip.getTag().equals(name)) {
        chips.check(chip.getId());
      }
    }
  }
}
