package dev.ember.converter.training.corpus;

import dev.ember.converter.training.corpus.CorpusUnit.Kind;
import dev.ember.converter.training.corpus.CorpusUnit.Turn;
import dev.ember.converter.training.text.JsonValue;
import dev.ember.converter.training.text.NumberedLines;
import dev.ember.inference.chat.Role;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads units from JSON Lines, one a line; {@code SOURCE.md} beside the files has the format. */
final class CorpusReader {

  private CorpusReader() {}

  /**
   * Reads all units of a file.
   *
   * @throws IOException naming file and line of what cannot be read
   */
  static List<CorpusUnit> units(String source, BufferedReader lines) throws IOException {
    List<CorpusUnit> units = new ArrayList<>();
    NumberedLines.read(
        lines, source, (line, number) -> units.add(unit(source, JsonValue.parse(line))));
    return units;
  }

  /** Reads lists by name: the values of slots, or frames by language. */
  static Map<String, List<String>> lists(String file, BufferedReader json) throws IOException {
    Map<String, List<String>> lists = new LinkedHashMap<>();
    try {
      StringWriter text = new StringWriter();
      json.transferTo(text);
      JsonValue.parse(text.toString())
          .object()
          .forEach((list, values) -> lists.put(list, values.texts()));
    } catch (IllegalArgumentException e) {
      throw new IOException(file + ": " + e.getMessage(), e);
    }
    return lists;
  }

  private static CorpusUnit unit(String source, JsonValue json) {
    String kind = json.field("kind").text();
    return new CorpusUnit(
        json.field("id").text(),
        source,
        kindOf(kind),
        json.has("tags") ? json.field("tags").texts() : List.of(),
        json.has("slots") ? json.field("slots").textsByName() : Map.of(),
        turns(kind, json));
  }

  private static Kind kindOf(String kind) {
    return switch (kind) {
      case "story" -> Kind.STORY;
      case "chat" -> Kind.CHAT;
      case "qa" -> Kind.QUESTION;
      default -> throw new IllegalArgumentException("expected story, chat or qa but found " + kind);
    };
  }

  private static List<Turn> turns(String kind, JsonValue json) {
    List<Turn> turns = new ArrayList<>();
    switch (kind) {
      case "story" -> {
        turns.add(new Turn(Role.USER, json.field("asks").texts()));
        turns.add(new Turn(Role.ASSISTANT, List.of(json.field("text").text())));
      }
      case "chat" -> {
        for (JsonValue turn : json.field("turns").items()) {
          Role role = turn.has("u") ? Role.USER : Role.ASSISTANT;
          String key = role == Role.USER ? "u" : "a";
          turns.add(new Turn(role, turn.field(key).texts()));
        }
      }
      default -> {
        addQuestion(turns, json);
        if (json.has("follow")) {
          json.field("follow").items().forEach(follow -> addQuestion(turns, follow));
        }
      }
    }
    return turns;
  }

  private static void addQuestion(List<Turn> turns, JsonValue json) {
    turns.add(new Turn(Role.USER, json.field("q").texts()));
    turns.add(new Turn(Role.ASSISTANT, json.field("a").texts()));
  }
}
