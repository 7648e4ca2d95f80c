package dev.ember.app.chat;

import android.view.LayoutInflater;
import android.view.View;
import android.widget.EditText;
import androidx.core.view.ViewCompat;
import com.google.android.material.chip.Chip;
import com.google.android.material.chip.ChipGroup;
import dev.ember.app.R;
import dev.ember.app.data.PresetEntity;
import dev.ember.app.presets.PromptPreset;
import dev.ember.app.widget.AfterTyping;
import dev.ember.app.widget.UndoBar;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * System prompts by name, those of the app and one's own. A tap puts one into the field, where it
 * can be changed before it is saved; the one whose words the field has is marked. "None" is chosen
 * until something is written.
 */
final class PromptChips {
  private final SystemPromptSheet sheet;
  private final ChatSettings writer;
  private final EditText field;
  private final ChipGroup chips;
  private final View save;
  private final Chip none;
  private final Map<PromptPreset, Chip> brought = new EnumMap<>(PromptPreset.class);
  private final OwnPresets own;
  private final PresetNaming naming;

  PromptChips(SystemPromptSheet sheet, View root, ChatSettings writer) {
    this.sheet = sheet;
    this.writer = writer;
    field = ViewCompat.requireViewById(root, R.id.system_prompt_field);
    chips = ViewCompat.requireViewById(root, R.id.prompts);
    save = ViewCompat.requireViewById(root, R.id.prompt_save);
    none = ViewCompat.requireViewById(root, R.id.prompt_none);
    OwnPresets.growWithFont(none);
    none.setOnClickListener(
        view -> {
          boolean wanted = !sheet.isNone();
          take("");
          sheet.setNone(wanted);
          mark();
        });
    for (PromptPreset preset : PromptPreset.values()) {
      brought.put(preset, chip(preset));
    }
    own = new OwnPresets(chips, PromptChips::isPrompt, new Own());
    naming = new PresetNaming(sheet, own, writer, this::keep);
    save.setOnClickListener(view -> naming.ask(R.string.save_prompt));
    field.addTextChangedListener((AfterTyping) text -> mark());
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
    own.show(now);
    mark();
  }

  /** What was written by hand can be had back, where it stood. */
  private void take(String text) {
    String before = written();
    field.setText(text);
    field.setSelection(field.length());
    mark(); // the same words again take no mark away
    if (!before.isEmpty() && !isKnown(before)) {
      String replaced = sheet.getString(R.string.prompt_replaced);
      Consumer<String> back = sheet.writer();
      UndoBar.of(sheet.requireView(), replaced, () -> back.accept(before)).show();
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
    return own.first(preset -> isPrompt(preset) && preset.systemPrompt().equals(text));
  }

  private String written() {
    return field.getText().toString().trim();
  }

  private void mark() {
    String text = written();
    if (!text.isEmpty()) {
      sheet.setNone(false);
    }
    PromptPreset known = broughtAlong(text);
    PresetEntity kept = known == null ? ownWith(text) : null;
    chips.clearCheck();
    none.setVisibility(sheet.offersNone() ? View.VISIBLE : View.GONE);
    none.setChecked(sheet.isNone());
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
}
