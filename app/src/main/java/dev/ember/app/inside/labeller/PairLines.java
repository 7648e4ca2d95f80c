package dev.ember.app.inside.labeller;

import com.google.gson.stream.JsonWriter;
import dev.ember.app.data.ChoiceEntity;
import dev.ember.app.data.Verdict;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;

/**
 * Choices as JSON Lines, {@code {"prompt", "chosen", "rejected"}}: what {@code ./ember reward},
 * {@code ./ember dpo} and TRL read. Pairs that were called equal are left out. There is no id, so
 * that a trainer holds out all pairs of a prompt or none.
 */
final class PairLines {
  private PairLines() {}

  /** Whether a line can be made of it. */
  static boolean hasOrder(ChoiceEntity choice) {
    return choice.verdict() != Verdict.EQUAL;
  }

  /**
   * The file.
   *
   * @param choices in the order of the lines
   */
  static String text(List<ChoiceEntity> choices) {
    StringBuilder lines = new StringBuilder();
    for (ChoiceEntity choice : choices) {
      if (hasOrder(choice)) {
        lines.append(line(choice)).append('\n');
      }
    }
    return lines.toString();
  }

  /** The answer that was found better; of equal ones the first. */
  static String chosen(ChoiceEntity choice) {
    return choice.verdict() == Verdict.SECOND ? choice.second() : choice.first();
  }

  static String rejected(ChoiceEntity choice) {
    return choice.verdict() == Verdict.SECOND ? choice.first() : choice.second();
  }

  private static String line(ChoiceEntity choice) {
    StringWriter text = new StringWriter();
    try (JsonWriter json = new JsonWriter(text)) {
      json.beginObject();
      json.name("prompt").value(choice.prompt());
      json.name("chosen").value(chosen(choice));
      json.name("rejected").value(rejected(choice));
      json.endObject();
    } catch (IOException impossible) {
      throw new AssertionError("memory cannot fail to be written", impossible);
    }
    return text.toString();
  }
}
