package dev.ember.app.data;

import androidx.room.Dao;
import androidx.room.Insert;
import androidx.room.Query;
import java.util.List;

/** The {@code traces} table. */
@Dao
interface TraceDao {
  @Insert
  void insert(TraceEntity trace);

  /** Of one answer, from its first word on. */
  @Query("SELECT * FROM traces WHERE answerId = :answerId ORDER BY startChar, id")
  List<TraceEntity> of(long answerId);

  @Query(
      """
      INSERT INTO traces (answerId, startChar, replay, ends, sure, byHand)
      SELECT :toId, startChar, replay, ends, sure, byHand FROM traces WHERE answerId = :fromId
      """)
  void copy(long fromId, long toId);

  /** What quotes a deleted message: its own, and those of later answers, whose prompts have it. */
  @Query(
      """
      DELETE FROM traces WHERE answerId IN (
        SELECT m.id FROM messages m JOIN messages d ON d.chatId = m.chatId AND d.id <= m.id
        WHERE d.deletedMs IS NOT NULL)
      """)
  void eraseDeleted();
}
