package dev.ember.app.chat;

import dev.ember.inference.chat.Role;
import java.util.BitSet;
import java.util.List;

/** Which messages stand in a turn with a pinned one: a question with what answers it. */
final class PinnedTurns {
  private final BitSet pinned = new BitSet();

  PinnedTurns(List<MessageRow> messages) {
    int start = 0;
    for (int i = 0; i <= messages.size(); i++) {
      boolean end = i == messages.size() || messages.get(i).role() == Role.USER;
      if (end) {
        mark(messages, start, i);
        start = i;
      }
    }
  }

  private void mark(List<MessageRow> messages, int start, int end) {
    for (int i = start; i < end; i++) {
      if (messages.get(i).pinned()) {
        pinned.set(start, end);
      }
    }
  }

  boolean contain(int index) {
    return pinned.get(index);
  }
}
