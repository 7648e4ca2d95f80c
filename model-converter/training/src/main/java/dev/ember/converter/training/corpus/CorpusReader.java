package dev.ember.converter.training.corpus;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import dev.ember.converter.training.corpus.CorpusUnit.Kind;
import dev.ember.converter.training.corpus.CorpusUnit.Turn;
import dev.ember.inference.chat.Role;
import java.io.BufferedReader;
import java.io.IOException;
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
    int number = 0;
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      number++;
      try {
        units.add(unit(source, JsonParser.parseString(line).getAsJsonObject()));
      } catch (JsonParseException | IllegalStateException | IllegalArgumentException e) {
        throw new IOException(source + ", line " + number + ": " + e.getMessage(), e);
      }
    }
    return units;
  }

  /** Reads the lists that fill slots: name to values. */
  static Map<String, List<String>> slotLists(BufferedReader json) throws IOException {
    Map<String, List<String>> lists = new LinkedHashMap<>();
    try {
      for (Map.Entry<String, JsonElement> entry :
          JsonParser.parseReader(json).getAsJsonObject().entrySet()) {
        lists.put(entry.getKey(), strings(entry.getValue().getAsJsonArray()));
      }
    } catch (JsonParseException | IllegalStateException e) {
      throw new IOException("slots.json: " + e.getMessage(), e);
    }
    return lists;
  }

  private static CorpusUnit unit(String source, JsonObject json) {
    String kind = string(json, "kind");
    Map<String, String> slots = new LinkedHashMap<>();
    if (json.has("slots")) {
      json.getAsJsonObject("slots")
          .entrySet()
          .forEach(slot -> slots.put(slot.getKey(), slot.getValue().getAsString()));
    }
    return new CorpusUnit(
        string(json, "id"),
        source,
        kindOf(kind),
        json.has("tags") ? strings(json.getAsJsonArray("tags")) : List.of(),
        slots,
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

  private static List<Turn> turns(String kind, JsonObject json) {
    List<Turn> turns = new ArrayList<>();
    switch (kind) {
      case "story" -> {
        turns.add(new Turn(Role.USER, strings(member(json, "asks").getAsJsonArray())));
        turns.add(new Turn(Role.ASSISTANT, List.of(string(json, "text"))));
      }
      case "chat" -> {
        for (JsonElement element : member(json, "turns").getAsJsonArray()) {
          JsonObject turn = element.getAsJsonObject();
          Role role = turn.has("u") ? Role.USER : Role.ASSISTANT;
          String key = role == Role.USER ? "u" : "a";
          turns.add(new Turn(role, strings(member(turn, key).getAsJsonArray())));
        }
      }
      default -> {
        addQuestion(turns, json);
        if (json.has("follow")) {
          for (JsonElement follow : json.getAsJsonArray("follow")) {
            addQuestion(turns, follow.getAsJsonObject());
          }
        }
      }
    }
    return turns;
  }

  private static void addQuestion(List<Turn> turns, JsonObject json) {
    turns.add(new Turn(Role.USER, strings(member(json, "q").getAsJsonArray())));
    turns.add(new Turn(Role.ASSISTANT, strings(member(json, "a").getAsJsonArray())));
  }

  private static String string(JsonObject json, String name) {
    return member(json, name).getAsString();
  }

  private static JsonElement member(JsonObject json, String name) {
    JsonElement member = json.get(name);
    if (member == null) {
      throw new IllegalArgumentException("expected a member called " + name);
    }
    return member;
  }

  private static List<String> strings(JsonArray array) {
    List<String> strings = new ArrayList<>();
    for (JsonElement element : array) {
      strings.add(element.getAsString());
    }
    return strings;
  }
}
