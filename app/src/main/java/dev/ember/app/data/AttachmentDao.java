package dev.ember.app.data;

import androidx.annotation.NonNull;
import androidx.room.Dao;
import androidx.room.Insert;
import androidx.room.Query;
import androidx.room.Transaction;
import org.jspecify.annotations.Nullable;

/** The {@code attachments} table. */
@Dao
interface AttachmentDao {
  /**
   * Characters, of up to four bytes. Android reads rows through a window of two megabytes, of one
   * on some phones, and throws at a row that does not fit.
   */
  int PART = 250_000;

  /** More than any file is cut to; of a row that no app of ours has written no more is read. */
  int MOST_CHARS = 1 << 20;

  /** A row without its text. */
  record Head(long id, @NonNull String name, int chars, int wholeChars) {}

  @Insert
  long put(AttachmentEntity attachment);

  /** No effect if there is none. */
  @Query("DELETE FROM attachments WHERE id = :id")
  void drop(long id);

  /** Of one of a chat, or of the last that came to it if that is gone, or null. */
  @Query(
      """
      SELECT id, substr(name, 1, 1000) AS name, length(text) AS chars, wholeChars FROM attachments
      WHERE chatId = :chatId ORDER BY id = :own DESC, id DESC LIMIT 1
      """)
  @Nullable Head head(long chatId, @Nullable Long own);

  /** So many characters from one on, which is counted from 1. */
  @Query("SELECT substr(text, :from, :count) FROM attachments WHERE id = :id")
  String part(long id, int from, int count);

  /** One of a chat, or the last that came to it if that is gone, or null. */
  @Transaction
  default @Nullable AttachmentEntity of(long chatId, @Nullable Long own) {
    Head head = head(chatId, own);
    if (head == null) {
      return null;
    }
    int chars = Math.min(head.chars(), MOST_CHARS);
    StringBuilder text = new StringBuilder(chars);
    for (int read = 0; read < chars; read += PART) {
      text.append(part(head.id(), read + 1, Math.min(PART, chars - read)));
    }
    return new AttachmentEntity(head.id(), chatId, head.name(), text.toString(), head.wholeChars());
  }
}
