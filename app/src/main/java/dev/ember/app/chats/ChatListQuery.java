package dev.ember.app.chats;

/**
 * What is asked of the repository.
 *
 * @param text of a search; empty outside of one
 * @param limit the most rows
 */
record ChatListQuery(ChatListState.Showing showing, String text, int limit) {
  /** A tall tablet shows 20 rows: three screens are at hand before more are read. */
  static final int PAGE = 60;

  static ChatListQuery first(ChatListState.Showing showing) {
    return new ChatListQuery(showing, "", PAGE);
  }

  ChatListQuery more() {
    return new ChatListQuery(showing, text, limit + PAGE);
  }
}
