package dev.ember.app.chat;

import android.view.View;
import androidx.annotation.StringRes;
import androidx.fragment.app.Fragment;
import com.google.android.material.snackbar.Snackbar;
import dev.ember.app.R;
import dev.ember.app.data.PresetEntity;
import dev.ember.app.widget.FieldDialog;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Asks for the name of a preset, new or old, and takes one away until its user wants it back. */
final class PresetNaming {
  private static final String NAMED = "preset.named";

  /** As for messages: long enough to read, to be startled and to tap. */
  private static final int OFFER_MS = 8_000;

  /** Where the presets of a sheet are. */
  interface Shelf {
    ChatSettings writer();

    /** The preset with that id; null if it is gone. */
    @Nullable PresetEntity find(String id);
  }

  private final Fragment sheet;
  private final Shelf shelf;

  /**
   * @param keep gets the name of a new one
   */
  PresetNaming(Fragment sheet, Shelf shelf, Consumer<String> keep) {
    this.sheet = sheet;
    this.shelf = shelf;
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
    PresetEntity renamed = shelf.find(presetId);
    if (name.isEmpty()) {
      return;
    }
    if (renamed != null) {
      shelf
          .writer()
          .keepPreset(
              new PresetEntity(renamed.id(), name, renamed.systemPrompt(), renamed.sampling()));
    } else if (presetId.isEmpty()) {
      keep.accept(name);
    }
  }

  void delete(PresetEntity preset) {
    shelf.writer().deletePreset(preset.id());
    View view = sheet.requireView();
    Snackbar.make(view, sheet.getString(R.string.preset_deleted, preset.name()), OFFER_MS)
        .setAction(R.string.undo, tapped -> shelf.writer().keepPreset(preset))
        .show();
  }
}
