package dev.ember.app.data;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The full-text index of titles and messages. It is kept in step by hand, for what it holds is what
 * {@link SearchText} makes of a text. Called within a transaction, on the disk thread.
 */
final class SearchIndex {
  /** More chats than anyone reads through; who looks for another writes another word. */
  private static final int MOST_HITS = 200;

  private final SearchDao dao;

  SearchIndex(SearchDao dao) {
    this.dao = dao;
  }

  List<SearchHit> find(String query) {
    String match = SearchText.match(query);
    return match == null ? List.of() : dao.find(match, MOST_HITS);
  }

  void putMessage(long id, long chatId, String body) {
    dao.put(id, chatId, SearchText.indexed(body));
  }

  void putTitle(long chatId, @Nullable String title) {
    if (title == null) {
      dao.remove(-chatId);
    } else {
      dao.put(-chatId, chatId, SearchText.indexed(title));
    }
  }

  void removeOrphans() {
    dao.removeOrphans();
  }
}
