package dev.ember.app.chats;

import java.util.List;

/** What the list of chats shows. */
public sealed interface ChatListState {

  record Loading() implements ChatListState {}

  /** Newest first; empty is the first start. */
  record Loaded(List<ChatRow> rows) implements ChatListState {
    public Loaded {
      rows = List.copyOf(rows);
    }
  }

  /**
   * The chats cannot be read.
   *
   * @param detail what the database said, in English, for "Details"
   */
  record Failed(String detail) implements ChatListState {}
}
