package dev.ember.converter.training.preference;

import dev.ember.inference.chat.Message;
import dev.ember.inference.chat.Role;
import java.util.List;

/**
 * A prompt and answers to it, some better than others.
 *
 * @param prompt a chat that ends with the user's words
 * @param answers in any order
 */
public record RankedAnswers(List<Message> prompt, List<Answer> answers) {

  /**
   * An answer.
   *
   * @param rank 0 is the best; answers of one rank are not compared
   */
  public record Answer(String text, int rank) {}

  public RankedAnswers {
    prompt = List.copyOf(prompt);
    answers = List.copyOf(answers);
    requirePrompt(prompt);
    if (answers.stream().mapToInt(Answer::rank).distinct().count() < 2) {
      throw new IllegalArgumentException(
          "expected answers of two or more ranks but found " + answers.size() + " of one");
    }
  }

  /**
   * Checks that a chat leaves it to the assistant to go on.
   *
   * @throws IllegalArgumentException if it does not
   */
  static void requirePrompt(List<Message> chat) {
    if (chat.isEmpty() || chat.get(chat.size() - 1).role() != Role.USER) {
      throw new IllegalArgumentException("expected a prompt that ends with the user's words");
    }
  }

  /** The ranks of the answers, in their order. */
  public List<Integer> ranks() {
    return answers.stream().map(Answer::rank).toList();
  }
}
