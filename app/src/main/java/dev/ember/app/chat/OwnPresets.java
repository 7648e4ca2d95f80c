package dev.ember.app.chat;

import android.content.Context;
import android.view.LayoutInflater;
import android.view.View;
import androidx.core.view.ViewCompat;
import com.google.android.material.chip.Chip;
import com.google.android.material.chip.ChipGroup;
import dev.ember.app.R;
import dev.ember.app.data.PresetEntity;
import dev.ember.app.widget.PageMenu;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The chips of the user's own presets, behind those that Ember brings along. */
final class OwnPresets {

  /** What a chip asks for. */
  interface Listener {
    void choose(PresetEntity preset);

    void rename(PresetEntity preset);

    void delete(PresetEntity preset);
  }

  private final ChipGroup chips;
  private final Predicate<PresetEntity> kind;
  private final Listener listener;
  private final List<Chip> shown = new ArrayList<>();
  private List<PresetEntity> presets = List.of();

  /**
   * @param chips the last of which saves a new one
   * @param kind which of the presets are shown
   */
  OwnPresets(ChipGroup chips, Predicate<PresetEntity> kind, Listener listener) {
    this.chips = chips;
    this.kind = kind;
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
      if (kind.test(preset)) {
        shown.add(chip(preset));
      }
    }
  }

  private Chip chip(PresetEntity preset) {
    Context context = chips.getContext();
    Chip chip = (Chip) LayoutInflater.from(context).inflate(R.layout.chip_preset, chips, false);
    growWithFont(chip);
    chip.setText(preset.name());
    chip.setTag(preset.name());
    chip.setOnClickListener(view -> listener.choose(preset));
    chip.setOnCloseIconClickListener(view -> listener.delete(preset));
    chip.setCloseIconContentDescription(context.getString(R.string.delete_preset, preset.name()));
    chip.setOnLongClickListener(view -> showMenu(view, preset));
    ViewCompat.addAccessibilityAction(
        chip,
        context.getString(R.string.rename),
        (view, arguments) -> {
          listener.rename(preset);
          return true;
        });
    chips.addView(chip, chips.getChildCount() - 1); // "Save as" stays last
    return chip;
  }

  private boolean showMenu(View chip, PresetEntity preset) {
    PageMenu menu = new PageMenu(chip);
    menu.getMenu().add(0, R.string.rename, 0, R.string.rename);
    menu.getMenu().add(0, R.string.delete, 1, R.string.delete);
    menu.setOnMenuItemClickListener(
        item -> {
          if (item.getItemId() == R.string.rename) {
            listener.rename(preset);
          } else {
            listener.delete(preset);
          }
          return true;
        });
    menu.show();
    return true;
  }

  /** A chip is 32 dp high, unless its words need more. */
  static void growWithFont(Chip chip) {
    float needed = chip.getLineHeight() + 2 * chip.getResources().getDimension(R.dimen.chip_air);
    chip.setChipMinHeight(Math.max(chip.getChipMinHeight(), needed));
  }

  /** The one with that id, or null if it is gone. */
  @Nullable PresetEntity find(String id) {
    return first(preset -> String.valueOf(preset.id()).equals(id));
  }

  /** The first, of all that are kept, that is one of these; or null. */
  @Nullable PresetEntity first(Predicate<PresetEntity> wanted) {
    return presets.stream().filter(wanted).findFirst().orElse(null);
  }

  /** Marks the one with that name, if any. */
  void check(@Nullable String name) {
    for (Chip chip : shown) {
      if (chip.getTag().equals(name)) {
        chips.check(chip.getId());
      }
    }
  }
}
