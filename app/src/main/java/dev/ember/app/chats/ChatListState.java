package dev.ember.app.chats;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the list of chats shows. */
public sealed interface ChatListState {

  /** Which chats. */
  enum Showing {
    CHATS,
    ARCHIVE,
    SEARCH
  }

  record Loading() implements ChatListState {}

  /**
   * The rows that are wanted so far; more come when the end is near.
   *
   * @param query what is searched for; empty outside of {@link Showing#SEARCH}
   * @param rows pinned first, then newest first; empty is the first start, or nothing found
   * @param selected ids of chosen chats; empty outside of a selection
   * @param offer what can be taken back, or null
   */
  record Loaded(
      Showing showing, String query, List<ChatRow> rows, Set<Long> selected, @Nullable Offer offer)
      implements ChatListState {
    public Loaded {
      rows = List.copyOf(rows);
      selected = Set.copyOf(selected);
    }
  }

  /** What was just done to chats, while it can be taken back. */
  record Offer(boolean deleted, List<Long> chats) {
    public Offer {
      chats = List.copyOf(chats);
    }
  }

  /**
   * The chats cannot be read.
   *
   * @param detail what the database said, in English, for "Details"
   */
  record Failed(String detail) implements ChatListState {}
}
