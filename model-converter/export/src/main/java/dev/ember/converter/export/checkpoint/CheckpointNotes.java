package dev.ember.converter.export.checkpoint;

import dev.ember.inference.json.JsonFields;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a checkpoint says about itself, all of it optional. */
final class CheckpointNotes {
  private static final List<String> CARDS = List.of("card.md", "README.md");
  private static final String GOLDEN_PROMPTS = "golden_prompts.json";

  private static final String HEAD_BORDER = "---";
  private static final Pattern HEAD_LINE =
      Pattern.compile(
          "(license|license_name|license_link|base_model):\\s*[\"']?([^\\s\"'|>\\[][^\"']*)[\"']?\\s*");

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
   * The licence and the base model, as the head of the card names them: lines {@code key: value}
   * between two of {@code ---}. Values over several lines are left out.
   */
  static Map<String, String> facts(String card) {
    Map<String, String> facts = new LinkedHashMap<>();
    String[] lines = card.split("\n", -1);
    if (!lines[0].trim().equals(HEAD_BORDER)) {
      return facts;
    }
    for (int i = 1; i < lines.length && !lines[i].trim().equals(HEAD_BORDER); i++) {
      Matcher line = HEAD_LINE.matcher(lines[i]);
      if (line.matches()) {
        String fact = line.group(1).equals("license") ? "licence" : line.group(1);
        facts.putIfAbsent(fact, line.group(2).trim());
      }
    }
    return facts;
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
