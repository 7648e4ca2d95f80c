package dev.ember.app.data;

import androidx.lifecycle.LiveData;
import androidx.room.Dao;
import androidx.room.Insert;
import androidx.room.Query;
import androidx.room.Update;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The {@code messages} table. */
@Dao
interface MessageDao {

  @Query("SELECT * FROM messages WHERE chatId = :chatId ORDER BY position")
  LiveData<List<MessageEntity>> observe(long chatId);

  @Query("SELECT * FROM messages WHERE chatId = :chatId ORDER BY position")
  List<MessageEntity> list(long chatId);

  @Query("SELECT * FROM messages WHERE id = :id")
  @Nullable MessageEntity find(long id);

  @Query("SELECT COALESCE(MAX(position) + 1, 0) FROM messages WHERE chatId = :chatId")
  int nextPosition(long chatId);

  @Query(
      "SELECT body FROM messages WHERE chatId = :chatId AND role = 'USER' ORDER BY position LIMIT 1")
  @Nullable String firstQuestion(long chatId);

  @Insert
  long insert(MessageEntity message);

  @Update
  void update(MessageEntity message);

  /** A late partial save must not undo the end of an answer, so it only meets growing ones. */
  @Query(
      "UPDATE messages SET body = :body, tokens = :tokens WHERE id = :id AND status = 'STREAMING'")
  void saveProgress(long id, String body, int tokens);

  @Query("DELETE FROM messages WHERE id = :id")
  void delete(long id);

  @Query("UPDATE messages SET status = 'INTERRUPTED' WHERE status = 'STREAMING'")
  int interruptStreaming();
}
