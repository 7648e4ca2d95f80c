package dev.ember.converter.training.eval;

import com.google.gson.Gson;
import dev.ember.converter.training.preference.PromptEntry;
import dev.ember.converter.training.preference.PromptReader;
import dev.ember.converter.training.text.NumberedLines;
import dev.ember.inference.file.FileFault;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a model is asked: JSON Lines with {@code turns} and {@code rubric} (the form of {@code
 * recipes/ember-small/eval}), or any file of prompts.
 */
final class QuestionReader {
  private static final Gson GSON = new Gson();

  /** A line as it is written. */
  private record Line(
      @Nullable String id,
      @Nullable String group,
      @Nullable String lang,
      @Nullable List<String> turns,
      @Nullable String rubric,
      @Nullable List<String> any,
      @Nullable List<String> none) {}

  private QuestionReader() {}

  /**
   * Reads a file.
   *
   * @param seed of the prompts that are drawn from patterns
   * @throws IOException naming file and line of what cannot be read
   */
  static List<Question> read(Path file, long seed) throws IOException {
    if (isOfQuestions(file)) {
      return questions(file);
    }
    SplittableRandom random = new SplittableRandom(seed);
    List<Question> questions = new ArrayList<>();
    for (PromptEntry entry : PromptReader.read(file)) {
      questions.add(Question.of(questions.size() + 1, entry.draw(random)));
    }
    return questions;
  }

  private static boolean isOfQuestions(Path file) throws IOException {
    FileFault.requireNoFolder(file);
    if (file.toString().endsWith(".gz")) {
      return false;
    }
    try (var lines = Files.lines(file, StandardCharsets.UTF_8)) {
      String first = lines.filter(line -> !line.isBlank()).findFirst().orElse("");
      return first.startsWith("{") && first.contains("\"turns\"") && first.contains("\"rubric\"");
    }
  }

  private static List<Question> questions(Path file) throws IOException {
    List<Question> questions = new ArrayList<>();
    try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      NumberedLines.read(
          lines, file.toString(), (line, number) -> questions.add(question(line(line), number)));
    }
    return questions;
  }

  private static Line line(String json) {
    Line line = GSON.fromJson(json, Line.class);
    if (line == null) {
      throw new IllegalArgumentException("expected an object with turns and rubric but found null");
    }
    return line;
  }

  private static Question question(Line line, int number) {
    return new Question(
        line.id() == null ? Integer.toString(number) : line.id(),
        line.group() == null ? "" : line.group(),
        line.lang() == null ? "" : line.lang(),
        List.of(),
        orNone("turns", line.turns()),
        new Question.Rubric(
            line.rubric() == null ? "" : line.rubric(),
            orNone("any", line.any()),
            orNone("none", line.none())));
  }

  private static List<String> orNone(String name, @Nullable List<String> list) {
    if (list == null) {
      return List.of();
    }
    if (list.contains(null)) {
      throw new IllegalArgumentException("expected only text in " + name + " but found null");
    }
    return list;
  }
}
