package dev.ember.converter.export.checkpoint;

import dev.ember.inference.json.JsonFields;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What a checkpoint says about itself, all of it optional. */
final class CheckpointNotes {
  private static final List<String> CARDS = List.of("card.md", "README.md");
  private static final String GOLDEN_PROMPTS = "golden_prompts.json";

  /** As much as a bundle takes (docs/BUNDLE.md). */
  private static final int MAX_BYTES = 1 << 20;

  private CheckpointNotes() {}

  /** The model card, Markdown; a checkpoint without one gets a line that says so. */
  static String card(Path folder) throws IOException {
    for (String name : CARDS) {
      if (TextFile.exists(folder, name)) {
        return TextFile.read(folder, name, MAX_BYTES);
      }
    }
    return "# " + folder.getFileName() + "\n\nIts checkpoint came without a card.\n";
  }

  /**
   * Prompts for the parity check as token ids: {@code {"prompts": [{"tokens": [1, 2, 3]}]}}. Empty
   * if the checkpoint has none.
   */
  static List<List<Integer>> goldenPrompts(Path folder) throws IOException {
    if (!TextFile.exists(folder, GOLDEN_PROMPTS)) {
      return List.of();
    }
    JsonFields fields = TextFile.fields(folder, GOLDEN_PROMPTS, MAX_BYTES);
    List<List<Integer>> prompts =
        new ArrayList<>(fields.objects("prompts", prompt -> prompt.int32s("tokens")));
    fields.end();
    return prompts;
  }
}
