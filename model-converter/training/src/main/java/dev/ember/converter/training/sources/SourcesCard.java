package dev.ember.converter.training.sources;

import dev.ember.converter.training.text.JsonValue;
import dev.ember.converter.training.text.NumberedLines;
import dev.ember.converter.training.text.TextSources;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The card beside gathered files: sources, licences, hashes, and who wrote what. */
final class SourcesCard {
  private SourcesCard() {}

  /** Markdown, the same for the same files. */
  static String of(Map<SourceFile, Path> found) throws IOException {
    StringBuilder card =
        new StringBuilder(
            """
            # Sources

            These public texts were written by others. Each file was held to its size and SHA-256
            before it was taken; where first lines are told, the rest was left out, and nothing else was
            changed. A model that learned from it names these sources and licences in its card.

            | file | what | source | licence | taken | bytes | SHA-256 |
            |---|---|---|---|---|---|---|
            """);
    for (SourceFile file : found.keySet()) {
      String[] cells = {
        file.name(),
        file.what(),
        file.origin().source(),
        file.origin().licence(),
        taken(file),
        String.format(Locale.ROOT, "%,d", file.content().bytes()),
        file.content().sha256()
      };
      card.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }
    for (Map.Entry<SourceFile, Path> entry : found.entrySet()) {
      String member = entry.getKey().origin().authors();
      if (member != null) {
        Set<String> authors = authors(entry.getValue(), member);
        card.append("\n## Authors of ").append(entry.getKey().name()).append("\n\n");
        card.append(String.join("; ", authors)).append("\n");
      }
    }
    return card.toString();
  }

  private static String taken(SourceFile file) {
    if (file.lines().isEmpty()) {
      return "all";
    }
    Map<String, String> parts = new TreeMap<>();
    file.lines()
        .forEach(
            (use, lines) ->
                parts.put(
                    use.word(),
                    String.format(Locale.ROOT, "first %,d lines for %s", lines, use.word())));
    return String.join(", ", parts.values());
  }

  /** Who is named in a member of each line; a line may name nobody. */
  private static Set<String> authors(Path content, String member) throws IOException {
    Set<String> authors = new TreeSet<>();
    try (BufferedReader lines = TextSources.lines(content)) {
      NumberedLines.read(
          lines,
          content.toString(),
          (line, number) -> {
            JsonValue author = JsonValue.parse(line).field(member);
            if (author.isText() && !author.text().isBlank()) {
              authors.add(author.text().strip());
            }
          });
    }
    return authors;
  }
}
