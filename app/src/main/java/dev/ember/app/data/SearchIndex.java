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

  /** Rows that are made anew in one transaction: about as long as another query takes. */
  static final int RENEWED_AT_ONCE = 100;

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

  /**
   * Makes some of the rows anew that an older version has cut; what it cut as this one does costs
   * no write.
   *
   * @return whether there are more
   */
  boolean renewSome() {
    Long through = dao.renewedThrough();
    if (through == null) {
      return false;
    }
    List<SearchEntity> rows = dao.behind(through, RENEWED_AT_ONCE);
    for (SearchEntity row : rows) {
      String words = SearchText.indexed(row.words());
      if (!words.equals(row.words())) {
        dao.put(row.rowid(), row.chatId(), words);
      }
    }
    boolean more = rows.size() == RENEWED_AT_ONCE;
    if (more) {
      dao.setRenewedThrough(rows.get(rows.size() - 1).rowid());
    } else {
      dao.setRenewed();
    }
    return more;
  }
}
