package dev.ember.converter.training.preference;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import dev.ember.converter.training.corpus.CorpusUnit;
import dev.ember.converter.training.corpus.Expander;
import dev.ember.converter.training.text.NumberedLines;
import dev.ember.inference.chat.Message;
import dev.ember.inference.chat.Role;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.zip.GZIPInputStream;

/**
 * Reads preferences from JSON Lines, also gzipped. Each line is one of
 *
 * <ul>
 *   <li>{@code {"prompt", "ranked"}}: ours, two or more answers, the best first;
 *   <li>{@code {"prompt", "chosen", "rejected"}}: a pair, as TRL and LLaMA-Factory write it; chosen
 *       and rejected may also be lists of messages with {@code role} and {@code content};
 *   <li>{@code {"chosen", "rejected"}}: two whole dialogues as {@code "\n\nHuman: .. Assistant:
 *       .."} (Bai et al. 2022) that part at the last answer;
 *   <li>{@code {"kind":"pref","q","good","bad"}}: a unit of the corpus, its slots filled from
 *       {@code slots.json} beside the file.
 * </ul>
 */
public final class PreferenceReader {
  private static final String HUMAN = "\n\nHuman:";
  private static final String ASSISTANT = "\n\nAssistant:";
  private static final String SLOTS = "slots.json";

  private final Expander expander;

  private PreferenceReader(Expander expander) {
    this.expander = expander;
  }

  /**
   * Reads a file.
   *
   * @throws IOException naming file and line of what cannot be read
   */
  public static List<PreferenceEntry> read(Path file) throws IOException {
    Path slots = file.resolveSibling(SLOTS);
    try (InputStream stream = Files.newInputStream(file);
        BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(
                    file.toString().endsWith(".gz") ? new GZIPInputStream(stream) : stream,
                    StandardCharsets.UTF_8))) {
      Map<String, List<String>> lists =
          Files.exists(slots)
              ? slotLists(Files.readString(slots, StandardCharsets.UTF_8), slots.toString())
              : Map.of();
      return read(lines, file.toString(), lists);
    }
  }

  /** What a file is read from: itself, and slots beside it if there are any. */
  public static List<Path> filesOf(Path file) {
    return List.of(file, file.resolveSibling(SLOTS));
  }

  /**
   * Reads lines.
   *
   * @param name what a message calls them
   * @param slotLists values of slots by the name of their list
   */
  public static List<PreferenceEntry> read(
      BufferedReader lines, String name, Map<String, List<String>> slotLists) throws IOException {
    PreferenceReader reader = new PreferenceReader(new Expander(slotLists));
    List<PreferenceEntry> entries = new ArrayList<>();
    NumberedLines.read(
        lines,
        name,
        (line, number) -> {
          PreferenceEntry entry = reader.entry(JsonParser.parseString(line).getAsJsonObject());
          entry.draw(new SplittableRandom(0)); // a slot without a list is found now
          entries.add(entry);
        });
    return entries;
  }

  private static Map<String, List<String>> slotLists(String json, String name) throws IOException {
    Map<String, List<String>> lists = new LinkedHashMap<>();
    try {
      JsonParser.parseString(json)
          .getAsJsonObject()
          .entrySet()
          .forEach(list -> lists.put(list.getKey(), strings(list.getValue())));
    } catch (JsonParseException | IllegalStateException e) {
      throw new IOException(name + ": " + e.getMessage(), e);
    }
    return lists;
  }

  private PreferenceEntry entry(JsonObject json) {
    if (json.has("good")) {
      return pattern(json);
    }
    RankedAnswers answers;
    if (json.has("ranked")) {
      answers = new RankedAnswers(prompt(member(json, "prompt")), ranked(json));
    } else if (json.has("prompt")) {
      answers =
          pair(
              prompt(member(json, "prompt")),
              answer(member(json, "chosen")),
              answer(member(json, "rejected")));
    } else {
      answers = dialogues(member(json, "chosen"), member(json, "rejected"));
    }
    String id = json.has("id") ? json.get("id").getAsString() : answers.prompt().toString();
    return new PreferenceEntry.Fixed(id, answers);
  }

  private PreferenceEntry pattern(JsonObject json) {
    List<String> questions = strings(member(json, "q"));
    List<String> good = strings(member(json, "good"));
    List<String> answers = new ArrayList<>(good);
    answers.addAll(strings(member(json, "bad")));
    List<CorpusUnit.Turn> turns = new ArrayList<>();
    for (String answer : answers) {
      turns.add(new CorpusUnit.Turn(Role.USER, questions));
      turns.add(new CorpusUnit.Turn(Role.ASSISTANT, List.of(answer)));
    }
    Map<String, String> slots = new LinkedHashMap<>();
    if (json.has("slots")) {
      json.getAsJsonObject("slots")
          .entrySet()
          .forEach(slot -> slots.put(slot.getKey(), slot.getValue().getAsString()));
    }
    List<String> tags = json.has("tags") ? strings(json.get("tags")) : List.of();
    String id = member(json, "id").getAsString();
    CorpusUnit unit = new CorpusUnit(id, "prefs", CorpusUnit.Kind.CHAT, tags, slots, turns);
    return new PreferenceEntry.Pattern(unit, good.size(), expander);
  }

  private static List<RankedAnswers.Answer> ranked(JsonObject json) {
    List<RankedAnswers.Answer> answers = new ArrayList<>();
    int rank = 0;
    for (JsonElement tier : member(json, "ranked").getAsJsonArray()) {
      for (String text : tier.isJsonArray() ? strings(tier) : List.of(tier.getAsString())) {
        answers.add(new RankedAnswers.Answer(text, rank));
      }
      rank++;
    }
    return answers;
  }

  private static RankedAnswers pair(List<Message> prompt, String better, String worse) {
    return new RankedAnswers(
        prompt, List.of(new RankedAnswers.Answer(better, 0), new RankedAnswers.Answer(worse, 1)));
  }

  /** What the user said, turns in turn, or messages. */
  private static List<Message> prompt(JsonElement json) {
    if (!json.isJsonArray()) {
      return List.of(Message.user(json.getAsString()));
    }
    JsonArray turns = json.getAsJsonArray();
    List<Message> messages = new ArrayList<>();
    for (int i = 0; i < turns.size(); i++) {
      JsonElement turn = turns.get(i);
      if (turn.isJsonObject()) {
        messages.add(message(turn.getAsJsonObject()));
      } else {
        // Counted from the end, which is the user's.
        Role role = (turns.size() - 1 - i) % 2 == 0 ? Role.USER : Role.ASSISTANT;
        messages.add(new Message(role, turn.getAsString()));
      }
    }
    return messages;
  }

  private static Message message(JsonObject json) {
    String role = member(json, "role").getAsString();
    for (Role known : Role.values()) {
      if (known.key().equals(role)) {
        return new Message(known, member(json, "content").getAsString());
      }
    }
    throw new IllegalArgumentException("expected a role of a chat but found " + role);
  }

  /** A text, or a list of messages of which the last is the answer. */
  private static String answer(JsonElement json) {
    if (!json.isJsonArray()) {
      return json.getAsString();
    }
    JsonArray messages = json.getAsJsonArray();
    return message(messages.get(messages.size() - 1).getAsJsonObject()).content();
  }

  private static RankedAnswers dialogues(JsonElement chosen, JsonElement rejected) {
    String better = chosen.getAsString();
    String worse = rejected.getAsString();
    int answer = better.lastIndexOf(ASSISTANT);
    if (answer < 0 || worse.lastIndexOf(ASSISTANT) < 0) {
      throw new IllegalArgumentException("expected dialogues that end with an Assistant's answer");
    }
    return pair(
        turns(better.substring(0, answer)),
        better.substring(answer + ASSISTANT.length()).strip(),
        worse.substring(worse.lastIndexOf(ASSISTANT) + ASSISTANT.length()).strip());
  }

  private static List<Message> turns(String dialogue) {
    List<Message> messages = new ArrayList<>();
    for (String turn : dialogue.split("(?=\n\nHuman:|\n\nAssistant:)")) {
      if (turn.startsWith(HUMAN)) {
        messages.add(Message.user(turn.substring(HUMAN.length()).strip()));
      } else if (turn.startsWith(ASSISTANT)) {
        messages.add(Message.assistant(turn.substring(ASSISTANT.length()).strip()));
      }
    }
    return messages;
  }

  private static JsonElement member(JsonObject json, String name) {
    JsonElement member = json.get(name);
    if (member == null) {
      throw new IllegalArgumentException("expected a member called " + name);
    }
    return member;
  }

  private static List<String> strings(JsonElement array) {
    List<String> strings = new ArrayList<>();
    array.getAsJsonArray().forEach(element -> strings.add(element.getAsString()));
    return strings;
  }
}
