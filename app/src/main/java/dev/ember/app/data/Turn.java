package dev.ember.app.data;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An answer about to be written: its row exists, this is what it answers.
 *
 * @param answerId the row that the answer goes to
 * @param history messages before the answer, oldest first, the question last
 * @param systemPrompt empty is none
 * @param sampling null for the model's own
 */
public record Turn(
    long chatId,
    long answerId,
    List<MessageEntity> history,
    String systemPrompt,
    @Nullable SamplingSettings sampling) {

  public Turn {
    history = List.copyOf(history);
  }
}
