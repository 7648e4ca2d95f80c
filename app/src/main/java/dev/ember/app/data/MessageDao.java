package dev.ember.app.data;

import androidx.lifecycle.LiveData;
import androidx.room.Dao;
import androidx.room.Insert;
import androidx.room.Query;
import androidx.room.Update;
import dev.ember.inference.chat.Role;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The {@code messages} table: one tree a chat. */
@Dao
interface MessageDao {
  /** The active messages of a chat from its beginning, deleted ones included. */
  String PATH =
      """
      WITH RECURSIVE path(id, depth) AS (
        SELECT id, 0 FROM messages WHERE parentId IS NULL AND chatId = :chatId AND active
        UNION ALL
        SELECT m.id, p.depth + 1 FROM path p JOIN messages m ON m.parentId = p.id WHERE m.active)
      """;

  /** A message and all that lies below it. */
  String BELOW =
      """
      WITH RECURSIVE below(id) AS (
        SELECT :id
        UNION ALL
        SELECT m.id FROM below b JOIN messages m ON m.parentId = b.id)
      """;

  @Query(
      PATH
          + """
          SELECT m.*,
            (SELECT COUNT(*) FROM messages s WHERE s.chatId = m.chatId
              AND s.parentId IS m.parentId AND s.role = m.role AND s.deletedMs IS NULL
              AND s.id <= m.id) AS alternative,
            (SELECT COUNT(*) FROM messages s WHERE s.chatId = m.chatId
              AND s.parentId IS m.parentId AND s.role = m.role AND s.deletedMs IS NULL)
              AS alternatives
          FROM path p JOIN messages m ON m.id = p.id WHERE m.deletedMs IS NULL ORDER BY p.depth
          """)
  LiveData<List<PathMessage>> observePath(long chatId);

  @Query(
      PATH
          + """
          SELECT m.* FROM path p JOIN messages m ON m.id = p.id
          WHERE m.deletedMs IS NULL ORDER BY p.depth
          """)
  List<MessageEntity> path(long chatId);

  /** Every branch, oldest first. */
  @Query("SELECT * FROM messages WHERE chatId = :chatId AND deletedMs IS NULL ORDER BY id")
  List<MessageEntity> all(long chatId);

  /** The same, and the rows that deleted messages leave. */
  @Query("SELECT * FROM messages WHERE chatId = :chatId ORDER BY id")
  List<MessageEntity> rows(long chatId);

  /** Where the next message goes: the end of the path, deleted or not; null in an empty chat. */
  @Query(PATH + "SELECT id FROM path ORDER BY depth DESC LIMIT 1")
  @Nullable Long leaf(long chatId);

  /** The chats in which a role has said something, of those that are not put away, newest first. */
  @Query(
      """
      SELECT m.chatId FROM messages m JOIN chats c ON c.id = m.chatId
      WHERE m.role = :role AND m.body <> '' AND m.status <> 'STREAMING' AND m.deletedMs IS NULL
        AND NOT c.archived AND c.deletedMs IS NULL
      GROUP BY m.chatId ORDER BY MAX(m.id) DESC LIMIT :limit
      """)
  List<Long> newestChats(Role role, int limit);

  @Query("SELECT * FROM messages WHERE id = :id")
  @Nullable MessageEntity find(long id);

  /** The alternatives of a message that can be shown, itself included, oldest first. */
  @Query(
      """
      SELECT s.id FROM messages m JOIN messages s
        ON s.chatId = m.chatId AND s.parentId IS m.parentId AND s.role = m.role
      WHERE m.id = :id AND s.deletedMs IS NULL ORDER BY s.id
      """)
  List<Long> alternatives(long id);

  /** Makes one of the messages behind {@code parentId} the active one; 0 makes none. */
  @Query("UPDATE messages SET active = (id = :id) WHERE chatId = :chatId AND parentId IS :parentId")
  void activate(long chatId, @Nullable Long parentId, long id);

  /** That at the beginning of the chat while one is there, in the first wording that is left. */
  @Query(
      """
      SELECT body FROM messages
      WHERE chatId = :chatId AND role = 'USER' AND deletedMs IS NULL
      ORDER BY parentId IS NOT NULL, id LIMIT 1
      """)
  @Nullable String firstQuestion(long chatId);

  @Query("SELECT DISTINCT chatId FROM messages WHERE deletedMs IS NOT NULL")
  List<Long> chatsWithDeleted();

  @Insert
  long insert(MessageEntity message);

  @Update
  void update(MessageEntity message);

  /** A late partial save must not undo the end of an answer, so it only meets growing ones. */
  @Query(
      "UPDATE messages SET body = :body, tokens = :tokens WHERE id = :id AND status = 'STREAMING'")
  void saveProgress(long id, String body, int tokens);

  @Query("UPDATE messages SET status = 'STREAMING', failure = NULL WHERE id = :id")
  void setStreaming(long id);

  @Query("UPDATE messages SET pinned = :pinned WHERE id = :id")
  void setPinned(long id, boolean pinned);

  /** Never before a message of its chat was made, whatever the clock was set to meanwhile. */
  @Query(
      """
      UPDATE messages SET deletedMs =
        MAX(:nowMs, (SELECT MAX(m.createdMs) FROM messages m WHERE m.chatId = messages.chatId))
      WHERE id = :id
      """)
  void delete(long id, long nowMs);

  @Query("UPDATE messages SET deletedMs = NULL WHERE id = :id")
  void undoDelete(long id);

  @Query("SELECT id FROM messages WHERE chatId = :chatId AND deletedMs IS NOT NULL AND NOT active")
  List<Long> deletedAlternatives(long chatId);

  @Query(BELOW + "DELETE FROM messages WHERE id IN (SELECT id FROM below)")
  void deleteBelow(long id);

  /** Removes a message unless others follow it, deleted ones included. */
  @Query(
      """
      DELETE FROM messages WHERE id = :id
        AND NOT EXISTS (SELECT 1 FROM messages c WHERE c.parentId = :id)
      """)
  void deleteLeaf(long id);

  @Query(
      """
      UPDATE messages SET body = '', failure = NULL
      WHERE chatId = :chatId AND deletedMs IS NOT NULL
      """)
  void eraseDeleted(long chatId);

  @Query(
      """
      DELETE FROM messages WHERE chatId = :chatId AND deletedMs IS NOT NULL
        AND NOT EXISTS (SELECT 1 FROM messages c WHERE c.parentId = messages.id)
      """)
  int dropDeletedLeaves(long chatId);

  @Query("SELECT * FROM messages WHERE status = 'STREAMING'")
  List<MessageEntity> streaming();

  @Query("UPDATE messages SET status = 'INTERRUPTED' WHERE status = 'STREAMING'")
  int interruptStreaming();
}
