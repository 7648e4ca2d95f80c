package dev.ember.app.chat;

import android.text.Editable;
import android.text.TextWatcher;
import android.view.LayoutInflater;
import android.view.View;
import android.widget.EditText;
import androidx.core.view.ViewCompat;
import com.google.android.material.chip.Chip;
import com.google.android.material.chip.ChipGroup;
import com.google.android.material.snackbar.Snackbar;
import dev.ember.app.R;
import dev.ember.app.data.PresetEntity;
import dev.ember.app.presets.PromptPreset;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * System prompts by name, those of the app and one's own. A tap puts one into the field, where it
 * can be changed before it is saved; the one whose words the field has is marked.
 */
final class PromptChips {
  /** Long enough to read what was there before. */
  private static final int OFFER_MS = 8_000;

  private final SystemPromptSheet sheet;
  private final ChatSettings writer;
  private final EditText field;
  private final ChipGroup chips;
  private final View save;
  private final Map<PromptPreset, Chip> brought = new EnumMap<>(PromptPreset.class);
  private final OwnPresets own;
  private final PresetNaming naming;

  // As last shown.
  private List<PresetEntity> presets = List.of();

  PromptChips(SystemPromptSheet sheet, View root, ChatSettings writer) {
    this.sheet = sheet;
    this.writer = writer;
    field = ViewCompat.requireViewById(root, R.id.system_prompt_field);
    chips = ViewCompat.requireViewById(root, R.id.prompts);
    save = ViewCompat.requireViewById(root, R.id.prompt_save);
    for (PromptPreset preset : PromptPreset.values()) {
      brought.put(preset, chip(preset));
    }
    own = new OwnPresets(chips, PromptChips::isPrompt, new Own());
    naming = new PresetNaming(sheet, new Shelf(), this::keep);
    save.setOnClickListener(view -> naming.ask(R.string.save_prompt));
    field.addTextChangedListener(new Typing());
    mark();
  }

  private Chip chip(PromptPreset preset) {
    Chip chip =
        (Chip) LayoutInflater.from(chips.getContext()).inflate(R.layout.chip_preset, chips, false);
    OwnPresets.growWithFont(chip);
    chip.setText(preset.words());
    chip.setCloseIconVisible(false);
    chip.setOnClickListener(view -> take(sheet.getString(preset.text())));
    chips.addView(chip, chips.getChildCount() - 1); // "Save as" stays last
    return chip;
  }

  private static boolean isPrompt(PresetEntity preset) {
    return !preset.systemPrompt().isEmpty();
  }

  /** One's own, as they are kept now. */
  void show(List<PresetEntity> now) {
    presets = now;
    own.show(now);
    mark();
  }

  /** What was written by hand can be had back. */
  private void take(String text) {
    String before = written();
    field.setText(text);
    field.setSelection(field.length());
    mark(); // the same words again take no mark away
    if (!before.isEmpty() && !isKnown(before)) {
      Snackbar.make(sheet.requireView(), R.string.prompt_replaced, OFFER_MS)
          .setAction(R.string.undo, view -> field.setText(before))
          .show();
    }
  }

  private boolean isKnown(String text) {
    return broughtAlong(text) != null || ownWith(text) != null;
  }

  private @Nullable PromptPreset broughtAlong(String text) {
    for (PromptPreset preset : PromptPreset.values()) {
      if (sheet.getString(preset.text()).equals(text)) {
        return preset;
      }
    }
    return null;
  }

  private @Nullable PresetEntity ownWith(String text) {
    for (PresetEntity preset : presets) {
      if (isPrompt(preset) && preset.systemPrompt().equals(text)) {
        return preset;
      }
    }
    return null;
  }

  private String written() {
    return field.getText().toString().trim();
  }

  private void mark() {
    String text = written();
    PromptPreset known = broughtAlong(text);
    PresetEntity kept = known == null ? ownWith(text) : null;
    chips.clearCheck();
    brought.forEach((preset, chip) -> chip.setChecked(preset == known));
    own.check(kept == null ? null : kept.name());
    save.setEnabled(!text.isEmpty() && known == null && kept == null);
  }

  private void keep(String name) {
    String text = written();
    if (!text.isEmpty()) {
      writer.savePreset(name, text, null);
    }
  }

  private final class Own implements OwnPresets.Listener {
    @Override
    public void choose(PresetEntity preset) {
      take(preset.systemPrompt());
    }

    @Override
    public void rename(PresetEntity preset) {
      naming.rename(preset);
    }

    @Override
    public void delete(PresetEntity preset) {
      naming.delete(preset);
    }
  }

  private final class Shelf implements PresetNaming.Shelf {
    @Override
    public ChatSettings writer() {
      return writer;
    }

    @Override
    public @Nullable PresetEntity find(String id) {
      return own.find(id);
    }
  }

  private final class Typing implements TextWatcher {
    @Override
    public void beforeTextChanged(CharSequence text, int start, int count, int after) {}

    @Override
    public void onTextChanged(CharSequence text, int start, int before, int count) {}

    @Override
    public void afterTextChanged(Editable text) {
      mark();
    }
  }
}
