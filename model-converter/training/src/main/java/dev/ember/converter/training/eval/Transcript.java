package dev.ember.converter.training.eval;

import dev.ember.inference.chat.Message;
import dev.ember.inference.chat.Role;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Questions and answers for a reader who judges them: a part for each model. */
final class Transcript {
  private static final String TITLE = "# ";
  private static final Pattern BEFORE_TITLE = Pattern.compile("(?m)^(?=# )");

  private final Map<String, String> parts = new LinkedHashMap<>(); // by the model's name

  /** Goes on with one that was written before. */
  Transcript(String before) {
    for (String part : BEFORE_TITLE.split(before)) {
      if (part.startsWith(TITLE)) {
        parts.put(part.substring(TITLE.length(), part.indexOf('\n')), part);
      }
    }
  }

  /** Adds what a model said, in place of what it said before. */
  void add(String model, List<Interview.Round> rounds) {
    StringBuilder text = new StringBuilder(TITLE + model + "\n\n");
    for (Interview.Round round : rounds) {
      String seed = rounds.size() == 1 ? "" : "seed " + round.seed();
      add(text, seed, round.exchanges());
    }
    parts.put(model, text.toString());
  }

  private static void add(StringBuilder text, String seed, List<Interview.Exchange> exchanges) {
    String before = "";
    for (Interview.Exchange exchange : exchanges) {
      Question question = exchange.question();
      String heading = heading(question.group(), seed);
      if (!heading.equals(before)) {
        before = heading;
        text.append("## ").append(heading).append("\n\n");
      }
      for (Message message : exchange.asked()) {
        boolean user = message.role() == Role.USER;
        line(text, user ? question.id() + " > " : "", message.content());
      }
      line(text, "", exchange.answer() + (exchange.stopped() ? "" : " [cut off]"));
      if (!question.rubric().text().isEmpty()) {
        text.append("  *").append(question.rubric().text()).append("*\n");
      }
      text.append('\n');
    }
  }

  private static String heading(String group, String seed) {
    return Stream.of(group, seed).filter(part -> !part.isEmpty()).collect(Collectors.joining(", "));
  }

  private static void line(StringBuilder text, String before, String content) {
    text.append("- ").append(before).append(content.replace("\n", " / ")).append('\n');
  }

  /** What some models said. */
  String of(List<String> models) {
    return models.stream()
        .map(model -> parts.getOrDefault(model, ""))
        .collect(Collectors.joining());
  }
}
