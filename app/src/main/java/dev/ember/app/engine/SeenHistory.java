package dev.ember.app.engine;

import dev.ember.app.data.AnswerSettings;
import dev.ember.app.data.MessageEntity;
import dev.ember.app.data.Turn;
import dev.ember.inference.chat.ChatHistory;
import java.util.List;

/** What {@link ChatEngine} would ask a model, for who wants to show it. */
public final class SeenHistory {

  private SeenHistory() {}

  /**
   * Stored messages as a model wants them.
   *
   * @param systemPrompt empty is none
   */
  public static ChatHistory of(List<MessageEntity> rows, String systemPrompt) {
    Turn turn = new Turn(0, 0, rows, null, AnswerSettings.NONE);
    return Prompt.of(turn, systemPrompt).history();
  }
}
