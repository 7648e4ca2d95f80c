package dev.ember.app.data;

import dev.ember.inference.replay.Replay;
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

  /**
   * The first part of an answer that broke off, or that goes on another way.
   *
   * @param from the very tokens to go on behind; null where the text alone is known
   */
  public record Begun(String text, int tokens, @Nullable AnswerCost cost, @Nullable Replay from) {

    public Begun(String text, int tokens, @Nullable AnswerCost cost) {
      this(text, tokens, cost, null);
    }
  }
}
