package dev.ember.app.chat;

import androidx.annotation.StringRes;
import androidx.fragment.app.Fragment;
import dev.ember.app.R;
import dev.ember.app.data.PresetEntity;
import dev.ember.app.widget.FieldDialog;
import dev.ember.app.widget.UndoBar;
import java.util.function.Consumer;

/** Asks for the name of a preset, new or old, and takes one away until its user wants it back. */
final class PresetNaming {
  private static final String NAMED = "preset.named";

  private final Fragment sheet;
  private final OwnPresets presets;
  private final ChatSettings writer;

  /**
   * @param presets those of the sheet
   * @param keep gets the name of a new one
   */
  PresetNaming(Fragment sheet, OwnPresets presets, ChatSettings writer, Consumer<String> keep) {
    this.sheet = sheet;
    this.presets = presets;
    this.writer = writer;
    sheet
        .getChildFragmentManager()
        .setFragmentResultListener(
            NAMED,
            sheet.getViewLifecycleOwner(),
            (key, result) ->
                named(
                    result.getString(FieldDialog.SUBJECT, ""),
                    result.getString(FieldDialog.TEXT, "").trim(),
                    keep));
  }

  /** For a new one. */
  void ask(@StringRes int title) {
    ask(title, "", "");
  }

  void rename(PresetEntity preset) {
    ask(R.string.rename_preset, String.valueOf(preset.id()), preset.name());
  }

  private void ask(@StringRes int title, String presetId, String name) {
    if (sheet.getChildFragmentManager().findFragmentByTag(NAMED) == null) {
      FieldDialog.Words words =
          new FieldDialog.Words(
              title, sheet.getString(R.string.rename_hint), R.string.save, FieldDialog.Kind.NAME);
      FieldDialog.of(NAMED, presetId, name, words).show(sheet.getChildFragmentManager(), NAMED);
    }
  }

  /** A preset without a name would be a chip without words. */
  private void named(String presetId, String name, Consumer<String> keep) {
    PresetEntity renamed = presets.find(presetId);
    if (name.isEmpty()) {
      return;
    }
    if (renamed != null) {
      writer.keepPreset(
          new PresetEntity(renamed.id(), name, renamed.systemPrompt(), renamed.sampling()));
    } else if (presetId.isEmpty()) {
      keep.accept(name);
    }
  }

  void delete(PresetEntity preset) {
    writer.deletePreset(preset.id());
    String deleted = sheet.getString(R.string.preset_deleted, preset.name());
    UndoBar.of(sheet.requireView(), deleted, () -> writer.keepPreset(preset)).show();
  }
}
