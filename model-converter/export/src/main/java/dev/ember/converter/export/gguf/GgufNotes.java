package dev.ember.converter.export.gguf;

import dev.ember.converter.export.source.SourceNotes;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a file says about itself: who made it, from what, under which licence. */
final class GgufNotes {

  /** Facts for the manifest by the keys of the file; the first that is there wins. */
  private static final Map<String, List<String>> FACTS = new LinkedHashMap<>();

  static {
    FACTS.put("licence", List.of("general.license", "general.license.name"));
    FACTS.put("licence link", List.of("general.license.link"));
    FACTS.put("author", List.of("general.author", "general.organization"));
    FACTS.put("source name", List.of("general.name", "general.basename"));
    FACTS.put("source", List.of("general.source.url", "general.source.huggingface.repository"));
    FACTS.put("source page", List.of("general.url", "general.repo_url"));
    FACTS.put("base model", List.of("general.base_model.0.repo_url", "general.base_model.0.name"));
    FACTS.put("quantized by", List.of("general.quantized_by"));
  }

  /** A manifest holds a line, not an essay. */
  private static final int MAX_FACT_CHARACTERS = 500;

  private final GgufFile file;

  GgufNotes(GgufFile file) {
    this.file = file;
  }

  SourceNotes read() throws IOException {
    Map<String, String> facts = new LinkedHashMap<>();
    for (Map.Entry<String, List<String>> fact : FACTS.entrySet()) {
      for (String key : fact.getValue()) {
        if (!facts.containsKey(fact.getKey()) && file.metadata().has(key)) {
          facts.put(fact.getKey(), shortened(file.metadata().string(key)));
        }
      }
    }
    facts.put("source format", "GGUF, " + file.mostType());
    return new SourceNotes(card(facts), facts, List.of());
  }

  /** The file has no card; its facts are one. */
  private String card(Map<String, String> facts) throws IOException {
    String name = facts.getOrDefault("source name", String.valueOf(file.path().getFileName()));
    StringBuilder card = new StringBuilder("# ").append(name).append("\n\n");
    card.append("Its file came without a card. It says:\n\n");
    for (Map.Entry<String, String> fact : facts.entrySet()) {
      card.append("- ").append(fact.getKey()).append(": ").append(fact.getValue()).append("\n");
    }
    if (file.metadata().has("general.description")) {
      card.append("\n").append(file.metadata().string("general.description")).append("\n");
    }
    return card.toString();
  }

  private static String shortened(String text) {
    String line = text.replaceAll("\\s+", " ").trim();
    return line.length() > MAX_FACT_CHARACTERS ? line.substring(0, MAX_FACT_CHARACTERS) : line;
  }
}
