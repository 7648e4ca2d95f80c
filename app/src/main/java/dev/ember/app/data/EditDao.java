package dev.ember.app.data;

import androidx.room.Dao;
import androidx.room.Insert;
import androidx.room.OnConflictStrategy;
import androidx.room.Query;
import org.jspecify.annotations.Nullable;

/** The {@code edits} table. */
@Dao
interface EditDao {
  /** In place of the chat's other one. */
  @Insert(onConflict = OnConflictStrategy.REPLACE)
  void put(EditEntity edit);

  /** Of a chat; null if it has none, or its question is deleted. */
  @Query(
      """
      SELECT e.* FROM edits e JOIN messages m ON m.id = e.questionId
      WHERE e.chatId = :chatId AND m.deletedMs IS NULL
      """)
  @Nullable EditEntity of(long chatId);

  @Query("DELETE FROM edits WHERE chatId = :chatId")
  void drop(long chatId);

  @Query(
      """
      DELETE FROM edits WHERE chatId = :chatId
        AND questionId IN (SELECT id FROM messages WHERE deletedMs IS NOT NULL)
      """)
  void eraseDeleted(long chatId);
}
