package dev.ember.app.data;

import androidx.lifecycle.LiveData;
import androidx.room.Dao;
import androidx.room.Insert;
import androidx.room.Query;
import androidx.room.RawQuery;
import androidx.room.Update;
import androidx.sqlite.db.SimpleSQLiteQuery;
import androidx.sqlite.db.SupportSQLiteQuery;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The {@code chats} table. */
@Dao
interface ChatDao {

  /** The columns of a {@link ChatSummary}, of chats {@code c}. */
  String SUMMARIES =
      """
      SELECT c.id, c.title, c.updatedMs, c.draft, c.pinned,
        (SELECT name FROM attachments WHERE chatId = c.id ORDER BY id DESC LIMIT 1) AS attached,
        (SELECT substr(body, 1, 200) FROM messages
          WHERE chatId = c.id AND body <> '' AND deletedMs IS NULL ORDER BY id DESC LIMIT 1)
          AS lastText,
        (SELECT status FROM messages
          WHERE chatId = c.id AND deletedMs IS NULL ORDER BY id DESC LIMIT 1) AS lastStatus,
        COALESCE((SELECT tokens FROM messages
          WHERE chatId = c.id AND deletedMs IS NULL ORDER BY id DESC LIMIT 1), 0) AS lastTokens
      FROM chats c
      """;

  /** Chats with something in them: the pinned ones, then the others, each newest first. */
  String LISTED =
      SUMMARIES
          + """
          WHERE c.archived = ? AND c.deletedMs IS NULL
            AND (c.titleByUser OR c.draft <> '' OR EXISTS (SELECT 1 FROM messages WHERE chatId = c.id)
              OR EXISTS (SELECT 1 FROM attachments WHERE chatId = c.id))
          ORDER BY c.pinned DESC, c.updatedMs DESC, c.id DESC LIMIT ?
          """;

  /**
   * Reads {@link #LISTED} again when chats change, and not whenever a message does: an answer is
   * saved twice a second, and changes the row of its own chat alone. Whoever changes a message in
   * another way calls {@link #changed}.
   */
  @RawQuery(observedEntities = {ChatEntity.class, AttachmentEntity.class})
  LiveData<List<ChatSummary>> observeListed(SupportSQLiteQuery query);

  /** As {@link #observeListed}. */
  default LiveData<List<ChatSummary>> observeSummaries(boolean archived, int limit) {
    return observeListed(new SimpleSQLiteQuery(LISTED, new Object[] {archived, limit}));
  }

  /** Of some chats, whenever a message changes. */
  @Query(SUMMARIES + " WHERE c.id IN (:ids) AND c.deletedMs IS NULL")
  LiveData<List<ChatSummary>> observeSummaries(List<Long> ids);

  /** What a list says of a chat is no longer true. */
  @Query("UPDATE chats SET updatedMs = updatedMs WHERE id = :id")
  void changed(long id);

  @Query("SELECT * FROM chats WHERE id = :id AND deletedMs IS NULL")
  LiveData<@Nullable ChatEntity> observe(long id);

  @Query("SELECT * FROM chats WHERE id = :id")
  @Nullable ChatEntity find(long id);

  /** The chats that began at a moment, but for those that are deleted. */
  @Query("SELECT id FROM chats WHERE createdMs = :createdMs AND deletedMs IS NULL ORDER BY id")
  List<Long> begunAt(long createdMs);

  /** A chat that was made and left as it was, or null. */
  @Query(
      """
      SELECT id FROM chats c
      WHERE deletedMs IS NULL AND title IS NULL AND NOT titleByUser
        AND NOT archived AND NOT pinned AND draft = '' AND systemPrompt = ''
        AND NOT noSystemPrompt
        AND sampling_temperature IS NULL AND whenFull IS NULL
        AND NOT EXISTS (SELECT 1 FROM messages WHERE chatId = c.id)
        AND NOT EXISTS (SELECT 1 FROM attachments WHERE chatId = c.id)
      LIMIT 1
      """)
  @Nullable Long findUntouched();

  /** Whether any chat has something in it, the archived and the deleted ones too. */
  @Query(
      """
      SELECT EXISTS (SELECT 1 FROM chats c
        WHERE titleByUser OR draft <> '' OR EXISTS (SELECT 1 FROM messages WHERE chatId = c.id)
          OR EXISTS (SELECT 1 FROM attachments WHERE chatId = c.id))
      """)
  boolean anyUsed();

  @Insert
  long insert(ChatEntity chat);

  @Update
  void update(ChatEntity chat);

  @Query("UPDATE chats SET draft = :draft WHERE id = :id")
  void setDraft(long id, String draft);

  @Query("UPDATE chats SET updatedMs = :nowMs WHERE id = :id")
  void touch(long id, long nowMs);

  @Query("UPDATE chats SET systemPrompt = :text, noSystemPrompt = :none WHERE id = :id")
  void setSystemPrompt(long id, String text, boolean none);

  @Query("UPDATE chats SET title = :title, titleByUser = :byUser WHERE id = :id")
  void setTitle(long id, @Nullable String title, boolean byUser);

  @Query("UPDATE chats SET deletedMs = :deletedMs WHERE id = :id")
  void setDeleted(long id, @Nullable Long deletedMs);

  @Query("UPDATE chats SET pinned = :pinned WHERE id = :id")
  void setPinned(long id, boolean pinned);

  /** A chat that leaves the list is no longer pinned to its top. */
  @Query("UPDATE chats SET archived = :archived, pinned = pinned AND NOT :archived WHERE id = :id")
  void setArchived(long id, boolean archived);

  @Query("UPDATE chats SET whenFull = :whenFull WHERE id = :id")
  void setWhenFull(long id, @Nullable WhenFull whenFull);

  @Query("DELETE FROM chats WHERE id = :id AND deletedMs IS NOT NULL")
  int purge(long id);

  /**
   * Removes what was deleted and not taken back, and chats that never got a text or a file.
   *
   * @param untouchedMs how young a chat without either must be to stay
   */
  @Query(
      """
      DELETE FROM chats
      WHERE deletedMs IS NOT NULL
        OR (NOT titleByUser AND draft = '' AND updatedMs < :untouchedMs
            AND NOT EXISTS (SELECT 1 FROM messages WHERE chatId = chats.id)
            AND NOT EXISTS (SELECT 1 FROM attachments WHERE chatId = chats.id))
      """)
  int purgeLeftovers(long untouchedMs);
}
