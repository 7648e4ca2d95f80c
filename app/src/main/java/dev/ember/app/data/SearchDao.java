package dev.ember.app.data;

import androidx.room.Dao;
import androidx.room.Query;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The {@code search} table: what every title and every message says, and how far it is stale. */
@Dao
interface SearchDao {

  /** Chats with a message or a title that matches, newest first, each with its newest match. */
  @Query(
      """
      SELECT c.id, c.title, c.updatedMs, c.pinned, c.archived, m.id AS messageId, m.body
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

  /** How far the index is up to date; null if it is so to its end. */
  @Query("SELECT MAX(throughRowid) FROM stale_index")
  @Nullable Long renewedThrough();

  @Query("UPDATE stale_index SET throughRowid = :rowid")
  void setRenewedThrough(long rowid);

  @Query("DELETE FROM stale_index")
  void setRenewed();

  @Query(
      """
      SELECT rowid, chatId, words FROM search WHERE rowid > :rowid ORDER BY rowid LIMIT :limit
      """)
  List<SearchEntity> behind(long rowid, int limit);
}
