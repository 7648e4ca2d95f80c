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

  /** Answer m quotes d: that was deleted, and is m or stood in its prompt. */
  String QUOTES =
      """
      d.chatId = m.chatId AND d.id <= m.id
        AND d.deletedMs IS NOT NULL AND m.createdMs <= d.deletedMs
      """;

  /** None of an answer that quotes a deleted message, for the copy would keep its words. */
  @Query(
      """
      INSERT INTO traces (answerId, startChar, replay, ends, sure, byHand)
      SELECT :toId, startChar, replay, ends, sure, byHand FROM traces
      WHERE answerId = :fromId AND NOT EXISTS (
        SELECT 1 FROM messages m JOIN messages d ON m.id = :fromId AND
      """
          + QUOTES
          + ")")
  void copy(long fromId, long toId);

  /** What quotes a deleted message of a chat. Later answers have not read it. */
  @Query(
      """
      DELETE FROM traces WHERE answerId IN (
        SELECT m.id FROM messages m JOIN messages d ON d.chatId = :chatId AND
      """
          + QUOTES
          + ")")
  void eraseDeleted(long chatId);
}
