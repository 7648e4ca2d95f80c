package dev.ember.app.data;

import androidx.annotation.NonNull;
import androidx.room.Embedded;
import androidx.room.Entity;
import androidx.room.ForeignKey;
import androidx.room.Index;
import androidx.room.PrimaryKey;
import dev.ember.inference.chat.Role;
import org.jspecify.annotations.Nullable;

/**
 * One message of a chat. An answer's row exists before its first token.
 *
 * @param id 0 until it is inserted
 * @param position within the chat, from 0, without gaps
 * @param role user or assistant; the system prompt is the chat's
 * @param body of an answer: as far as it was saved
 * @param tokens of an answer: written as of the last save; 0 for a user message
 * @param cost of an answer that ended by itself or was stopped, else null
 * @param forgottenThroughId of an answer: the newest message that did not fit the window, or null
 * @param failure what broke, or null
 * @param createdMs since the epoch
 */
@Entity(
    tableName = "messages",
    foreignKeys =
        @ForeignKey(
            entity = ChatEntity.class,
            parentColumns = "id",
            childColumns = "chatId",
            onDelete = ForeignKey.CASCADE),
    indices = {
      @Index(
          value = {"chatId", "position"},
          unique = true),
      @Index("status")
    })
public record MessageEntity(
    @PrimaryKey(autoGenerate = true) long id,
    long chatId,
    int position,
    @NonNull Role role,
    @NonNull String body,
    @NonNull MessageStatus status,
    int tokens,
    @Embedded(prefix = "cost_") @Nullable AnswerCost cost,
    @Nullable Long forgottenThroughId,
    @Nullable String failure,
    long createdMs) {

  static MessageEntity question(long chatId, int position, String body, long nowMs) {
    return new MessageEntity(
        0, chatId, position, Role.USER, body, MessageStatus.COMPLETE, 0, null, null, null, nowMs);
  }

  static MessageEntity emptyAnswer(long chatId, int position, long nowMs) {
    return new MessageEntity(
        0,
        chatId,
        position,
        Role.ASSISTANT,
        "",
        MessageStatus.STREAMING,
        0,
        null,
        null,
        null,
        nowMs);
  }

  MessageEntity ended(AnswerEnd end) {
    return new MessageEntity(
        id,
        chatId,
        position,
        role,
        end.body(),
        end.status(),
        end.tokens(),
        end.cost(),
        end.forgottenThroughId(),
        end.failure(),
        createdMs);
  }
}
