package dev.ember.app.data;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An answer about to be written: its row exists, this is what it answers.
 *
 * @param answerId the row that the answer goes to
 * @param history messages before the answer, oldest first, the question last
 * @param begun what stands in the row already and is to be gone on with, or null
 * @param settings how to answer
 */
public record Turn(
    long chatId,
    long answerId,
    List<MessageEntity> history,
    @Nullable Begun begun,
    AnswerSettings settings) {

  public Turn {
    history = List.copyOf(history);
  }

  /** The first part of an answer that broke off. */
  public record Begun(String text, int tokens, @Nullable AnswerCost cost) {}
}
