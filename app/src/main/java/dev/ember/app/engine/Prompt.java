package dev.ember.app.engine;

import dev.ember.app.data.MessageEntity;
import dev.ember.app.data.Turn;
import dev.ember.inference.chat.ChatHistory;
import dev.ember.inference.chat.Message;
import dev.ember.inference.chat.Role;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A stored history as a model wants it: the system prompt, then user and assistant in turn, the
 * question last. Answers without text are left out, and messages that stand together for that
 * reason, or because one between them was deleted, become one, with a blank line between. So are
 * answers before the first question, which was deleted: many templates refuse a chat that begins
 * with one.
 */
final class Prompt {
  private final List<Message> messages = new ArrayList<>();

  /** For each of {@link #messages}, the newest row that went into it; the system prompt has 0. */
  private final List<Long> lastIds = new ArrayList<>();

  private final Set<Integer> pinned = new HashSet<>();
  private final String begun;
  private boolean asks;

  private Prompt(Turn turn, String systemPrompt) {
    begun = turn.begun() == null ? "" : turn.begun().text();
    if (!systemPrompt.isEmpty()) {
      put(Message.system(systemPrompt), 0);
    }
    for (MessageEntity row : turn.history()) {
      add(row);
    }
  }

  static Prompt of(Turn turn, String systemPrompt) {
    return new Prompt(turn, systemPrompt);
  }

  private void add(MessageEntity row) {
    int last = messages.size() - 1;
    asks |= row.role() == Role.USER;
    if (!asks) {
      return;
    }
    if (row.role() == Role.ASSISTANT && row.body().trim().isEmpty()) {
      lastIds.set(last, row.id());
      return;
    }
    if (last >= 0 && messages.get(last).role() == row.role()) {
      String joined = messages.get(last).content() + "\n\n" + row.body();
      messages.set(last, new Message(row.role(), joined));
      lastIds.set(last, row.id());
    } else {
      put(new Message(row.role(), row.body()), row.id());
    }
    if (row.pinned()) {
      pinned.add(messages.size() - 1);
    }
  }

  private void put(Message message, long rowId) {
    messages.add(message);
    lastIds.add(rowId);
  }

  /** Whether there is anything to answer. */
  boolean asks() {
    return asks;
  }

  List<Message> messages() {
    return messages;
  }

  ChatHistory history() {
    return new ChatHistory(messages, pinned, begun);
  }

  /**
   * Where the cut line belongs.
   *
   * @param dropped messages that did not fit the window, oldest first; between them may lie pinned
   *     ones that did
   * @return the newest row among them, or null if all fit
   */
  @Nullable Long forgottenThroughId(List<Message> dropped) {
    Long through = null;
    int next = 0;
    for (int i = 0; i < messages.size() && next < dropped.size(); i++) {
      if (messages.get(i) == dropped.get(next)) {
        through = lastIds.get(i);
        next++;
      }
    }
    return through;
  }
}
