package dev.ember.app.engine;

import dev.ember.app.data.MessageEntity;
import dev.ember.app.data.Turn;
import dev.ember.inference.chat.Message;
import dev.ember.inference.chat.Role;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A stored history as a model wants it: the system prompt, then user and assistant in turn, the
 * question last. Answers without text are left out, and questions that stand together for that
 * reason become one, with a blank line between.
 */
final class Prompt {
  private final List<Message> messages = new ArrayList<>();

  /** For each message after the system prompt, the newest row that went into it. */
  private final List<Long> lastIds = new ArrayList<>();

  static Prompt of(Turn turn) {
    Prompt prompt = new Prompt();
    if (!turn.systemPrompt().isEmpty()) {
      prompt.messages.add(Message.system(turn.systemPrompt()));
    }
    for (MessageEntity row : turn.history()) {
      prompt.add(row);
    }
    return prompt;
  }

  private void add(MessageEntity row) {
    int last = messages.size() - 1;
    if (row.role() == Role.ASSISTANT && row.body().trim().isEmpty()) {
      lastIds.set(lastIds.size() - 1, row.id());
    } else if (last >= 0 && messages.get(last).role() == row.role()) {
      String joined = messages.get(last).content() + "\n\n" + row.body();
      messages.set(last, new Message(row.role(), joined));
      lastIds.set(lastIds.size() - 1, row.id());
    } else {
      messages.add(new Message(row.role(), row.body()));
      lastIds.add(row.id());
    }
  }

  List<Message> messages() {
    return messages;
  }

  /**
   * Where the cut line belongs.
   *
   * @param droppedMessages how many of the oldest messages did not fit the window
   * @return the newest row among them, or null if all fit
   */
  @Nullable Long forgottenThroughId(int droppedMessages) {
    return droppedMessages == 0 ? null : lastIds.get(droppedMessages - 1);
  }
}
