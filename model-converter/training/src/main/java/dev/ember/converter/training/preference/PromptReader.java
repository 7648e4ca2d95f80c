package dev.ember.converter.training.preference;

import dev.ember.converter.training.text.JsonValue;
import dev.ember.converter.training.text.NumberedLines;
import dev.ember.converter.training.text.TextSources;
import dev.ember.inference.chat.Message;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Reads what users say, also gzipped: every file of preferences, JSON Lines with {@code prompt}
 * alone, or plain text with one chat a line, its turns divided by bars: {@code Hi! | Hello. | I am
 * Tom.}
 */
public final class PromptReader {
  private static final Pattern TURN = Pattern.compile("\\s*\\|\\s*");

  private PromptReader() {}

  /**
   * Reads a file.
   *
   * @throws IOException naming file and line of what cannot be read, or if there is no prompt
   */
  public static List<PromptEntry> read(Path file) throws IOException {
    List<PromptEntry> entries =
        isOfPreferences(file) ? prompts(PreferenceReader.read(file)) : lines(file);
    if (entries.isEmpty()) {
      throw new IOException(file + ": expected prompts but found none");
    }
    return entries;
  }

  /**
   * Reads a file to learn from: of preferences it leaves out those that {@link Preferences} holds
   * out, for a policy is judged by them.
   *
   * @throws IOException naming file and line of what cannot be read, or if there is no prompt
   */
  public static List<PromptEntry> readToLearn(Path file) throws IOException {
    if (!isOfPreferences(file)) {
      return read(file);
    }
    List<PromptEntry> entries = prompts(new Preferences(PreferenceReader.read(file)).training());
    if (entries.isEmpty()) {
      throw new IOException(file + ": expected prompts to learn from but all are held out");
    }
    return entries;
  }

  private static boolean isOfPreferences(Path file) throws IOException {
    String first = TextSources.firstLine(file);
    return first.startsWith("{")
        && (first.contains("\"good\"")
            || first.contains("\"ranked\"")
            || first.contains("\"chosen\""));
  }

  private static List<PromptEntry> prompts(List<PreferenceEntry> preferences) {
    List<PromptEntry> entries = new ArrayList<>();
    for (PreferenceEntry entry : preferences) {
      entries.add(random -> entry.draw(random).prompt());
    }
    return entries;
  }

  private static List<PromptEntry> lines(Path file) throws IOException {
    List<PromptEntry> entries = new ArrayList<>();
    try (BufferedReader lines = TextSources.lines(file)) {
      NumberedLines.read(
          lines,
          file.toString(),
          (line, number) -> {
            List<Message> chat =
                line.startsWith("{") ? json(line) : turns(List.of(TURN.split(line)));
            entries.add(random -> chat);
          });
    }
    return entries;
  }

  private static List<Message> json(String line) {
    List<Message> prompt = PreferenceReader.prompt(JsonValue.parse(line).field("prompt"));
    RankedAnswers.requirePrompt(prompt);
    return prompt;
  }

  /** User and assistant in turn; the last is the user's. */
  public static List<Message> turns(List<String> words) {
    List<Message> chat = new ArrayList<>();
    for (int i = 0; i < words.size(); i++) {
      boolean user = (words.size() - 1 - i) % 2 == 0;
      chat.add(user ? Message.user(words.get(i)) : Message.assistant(words.get(i)));
    }
    return chat;
  }
}
