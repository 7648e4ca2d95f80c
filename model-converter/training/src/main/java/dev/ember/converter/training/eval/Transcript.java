package dev.ember.converter.training.eval;

import dev.ember.inference.chat.Message;
import dev.ember.inference.chat.Role;
import java.util.List;

/** Questions and answers for a reader who judges them. */
final class Transcript {
  private final StringBuilder text = new StringBuilder();

  /** Adds what a model said. */
  void add(String model, List<Interview.Exchange> exchanges) {
    text.append("# ").append(model).append("\n\n");
    String group = "";
    for (Interview.Exchange exchange : exchanges) {
      Question question = exchange.question();
      if (!question.group().equals(group)) {
        group = question.group();
        text.append("## ").append(group).append("\n\n");
      }
      for (Message message : exchange.asked()) {
        boolean user = message.role() == Role.USER;
        line(user ? question.id() + " > " : "", message.content());
      }
      line("", exchange.answer() + (exchange.stopped() ? "" : " [cut off]"));
      if (!question.rubric().text().isEmpty()) {
        text.append("  *").append(question.rubric().text()).append("*\n");
      }
      text.append('\n');
    }
  }

  private void line(String before, String content) {
    text.append("- ").append(before).append(content.replace("\n", " / ")).append('\n');
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
