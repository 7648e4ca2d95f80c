package dev.ember.app.data;

import androidx.room.Dao;
import androidx.room.Query;
import java.util.List;

/** The {@code search} table: what every title and every message says. */
@Dao
interface SearchDao {

  /** Chats with a message or a title that matches, newest first, each with its newest match. */
  @Query(
      """
      SELECT c.id, c.title, c.updatedMs, c.archived, m.id AS messageId, m.body
      FROM (SELECT chatId, MAX(rowid) AS hit FROM search WHERE words MATCH :match
            GROUP BY chatId) found
        JOIN chats c ON c.id = found.chatId
        LEFT JOIN messages m ON m.id = found.hit
      WHERE c.deletedMs IS NULL
      ORDER BY c.updatedMs DESC, c.id DESC LIMIT :limit
      """)
  List<SearchHit> find(String match, int limit);

  @Query("INSERT OR REPLACE INTO search (rowid, chatId, words) VALUES (:rowid, :chatId, :words)")
  void put(long rowid, long chatId, String words);

  @Query("DELETE FROM search WHERE rowid = :rowid")
  void remove(long rowid);

  /** Rows whose message, or whose chat, is gone or deleted for good. */
  @Query(
      """
      DELETE FROM search WHERE
        (rowid > 0 AND rowid NOT IN (SELECT id FROM messages WHERE deletedMs IS NULL))
        OR (rowid < 0 AND -rowid NOT IN (SELECT id FROM chats))
      """)
  void removeOrphans();
}
