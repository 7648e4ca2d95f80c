package dev.ember.converter.training.preference;

import dev.ember.converter.training.corpus.Corpus;
import dev.ember.converter.training.corpus.CorpusUnit;
import dev.ember.converter.training.corpus.Expander;
import dev.ember.converter.training.text.JsonValue;
import dev.ember.converter.training.text.NumberedLines;
import dev.ember.converter.training.text.TextSources;
import dev.ember.inference.chat.Message;
import dev.ember.inference.chat.Role;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

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
    try (BufferedReader lines = TextSources.lines(file)) {
      Map<String, List<String>> lists = Files.exists(slots) ? Corpus.lists(slots) : Map.of();
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
          PreferenceEntry entry = reader.entry(JsonValue.parse(line));
          entry.draw(new SplittableRandom(0)); // a slot without a list is found now
          entries.add(entry);
        });
    return entries;
  }

  private PreferenceEntry entry(JsonValue json) {
    if (json.has("good")) {
      return pattern(json);
    }
    RankedAnswers answers;
    if (json.has("ranked")) {
      answers = new RankedAnswers(prompt(json.field("prompt")), ranked(json.field("ranked")));
    } else if (json.has("prompt")) {
      answers =
          pair(
              prompt(json.field("prompt")),
              answer(json.field("chosen")),
              answer(json.field("rejected")));
    } else {
      answers = dialogues(json.field("chosen").text(), json.field("rejected").text());
    }
    String id = json.has("id") ? json.field("id").text() : answers.prompt().toString();
    return new PreferenceEntry.Fixed(id, answers);
  }

  private PreferenceEntry pattern(JsonValue json) {
    List<String> questions = json.field("q").texts();
    List<String> good = json.field("good").texts();
    List<String> answers = new ArrayList<>(good);
    answers.addAll(json.field("bad").texts());
    List<CorpusUnit.Turn> turns = new ArrayList<>();
    for (String answer : answers) {
      turns.add(new CorpusUnit.Turn(Role.USER, questions));
      turns.add(new CorpusUnit.Turn(Role.ASSISTANT, List.of(answer)));
    }
    Map<String, String> slots = json.has("slots") ? json.field("slots").textsByName() : Map.of();
    List<String> tags = json.has("tags") ? json.field("tags").texts() : List.of();
    String id = json.field("id").text();
    CorpusUnit unit = new CorpusUnit(id, "prefs", CorpusUnit.Kind.CHAT, tags, slots, turns);
    return new PreferenceEntry.Pattern(unit, good.size(), expander);
  }

  private static List<RankedAnswers.Answer> ranked(JsonValue tiers) {
    List<RankedAnswers.Answer> answers = new ArrayList<>();
    int rank = 0;
    for (JsonValue tier : tiers.items()) {
      for (String text : tier.isList() ? tier.texts() : List.of(tier.text())) {
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
  static List<Message> prompt(JsonValue json) {
    if (!json.isList()) {
      return List.of(Message.user(json.text()));
    }
    List<JsonValue> turns = json.items();
    List<Message> messages = new ArrayList<>();
    for (int i = 0; i < turns.size(); i++) {
      JsonValue turn = turns.get(i);
      if (turn.isObject()) {
        messages.add(message(turn));
      } else {
        // Counted from the end, which is the user's.
        Role role = (turns.size() - 1 - i) % 2 == 0 ? Role.USER : Role.ASSISTANT;
        messages.add(new Message(role, turn.text()));
      }
    }
    return messages;
  }

  private static Message message(JsonValue json) {
    String role = json.field("role").text();
    for (Role known : Role.values()) {
      if (known.key().equals(role)) {
        return new Message(known, json.field("content").text());
      }
    }
    throw new IllegalArgumentException("expected a role of a chat but found " + role);
  }

  /** A text, or a list of messages of which the last is the answer. */
  private static String answer(JsonValue json) {
    if (!json.isList()) {
      return json.text();
    }
    List<JsonValue> messages = json.items();
    if (messages.isEmpty()) {
      throw new IllegalArgumentException("expected messages with an answer but found none");
    }
    return message(messages.get(messages.size() - 1)).content();
  }

  private static RankedAnswers dialogues(String better, String worse) {
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
}
