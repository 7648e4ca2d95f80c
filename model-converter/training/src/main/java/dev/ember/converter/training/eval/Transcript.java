package dev.ember.converter.training.eval;

import dev.ember.inference.chat.Message;
import dev.ember.inference.chat.Role;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

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
  void add(String model, List<Interview.Exchange> exchanges) {
    StringBuilder text = new StringBuilder(TITLE + model + "\n\n");
    String group = "";
    for (Interview.Exchange exchange : exchanges) {
      Question question = exchange.question();
      if (!question.group().equals(group)) {
        group = question.group();
        text.append("## ").append(group).append("\n\n");
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
    parts.put(model, text.toString());
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
