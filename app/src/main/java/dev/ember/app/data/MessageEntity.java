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
 * One message of a chat, a node of its tree. An answer's row exists before its first token.
 *
 * <p>Messages with the same parent are alternatives, of which exactly one is active; who follows
 * the active ones down from the root walks the chat that the screen shows. The parent is no foreign
 * key: SQLite would remove a long chat message by message, each one inside its parent's removal,
 * and gives up at a depth of 1,000.
 *
 * @param id 0 until it is inserted; later messages have higher ones
 * @param parentId the message before it, or null at the beginning of a chat
 * @param active whether it is the one chosen among its alternatives
 * @param role user or assistant; the system prompt is the chat's
 * @param body of an answer: as far as it was saved
 * @param tokens of an answer: written as of the last save; 0 for a user message
 * @param cost of an answer that ended by itself or was stopped, else null
 * @param forgottenThroughId of an answer: the newest message that did not fit the window, or null
 * @param failure what broke, or null
 * @param createdMs since the epoch
 * @param pinned whether the model sees it even when older turns no longer fit
 * @param deletedMs when the user deleted it; else null. It keeps its place in the tree, without its
 *     words once that can no longer be undone
 */
@Entity(
    tableName = "messages",
    foreignKeys =
        @ForeignKey(
            entity = ChatEntity.class,
            parentColumns = "id",
            childColumns = "chatId",
            onDelete = ForeignKey.CASCADE),
    indices = {@Index("chatId"), @Index({"parentId", "chatId"}), @Index("status")})
public record MessageEntity(
    @PrimaryKey(autoGenerate = true) long id,
    long chatId,
    @Nullable Long parentId,
    boolean active,
    @NonNull Role role,
    @NonNull String body,
    @NonNull MessageStatus status,
    int tokens,
    @Embedded(prefix = "cost_") @Nullable AnswerCost cost,
    @Nullable Long forgottenThroughId,
    @Nullable String failure,
    long createdMs,
    boolean pinned,
    @Nullable Long deletedMs) {

  static MessageEntity question(long chatId, @Nullable Long parentId, String body, long nowMs) {
    return begun(chatId, parentId, Role.USER, body, nowMs);
  }

  static MessageEntity emptyAnswer(long chatId, @Nullable Long parentId, long nowMs) {
    return begun(chatId, parentId, Role.ASSISTANT, "", nowMs);
  }

  private static MessageEntity begun(
      long chatId, @Nullable Long parentId, Role role, String body, long nowMs) {
    MessageStatus status = role == Role.USER ? MessageStatus.COMPLETE : MessageStatus.STREAMING;
    return new MessageEntity(
        0, chatId, parentId, true, role, body, status, 0, null, null, null, nowMs, false, null);
  }

  boolean isQuestion() {
    return role == Role.USER;
  }

  /** Whether it is an answer that has words and is not being written. */
  boolean isAnswer() {
    return role == Role.ASSISTANT && status != MessageStatus.STREAMING && !body.isEmpty();
  }

  MessageEntity ended(AnswerEnd end) {
    return new MessageEntity(
        id,
        chatId,
        parentId,
        active,
        role,
        end.body(),
        end.status(),
        end.tokens(),
        end.cost(),
        end.forgottenThroughId(),
        end.failure(),
        createdMs,
        pinned,
        deletedMs);
  }

  /** The same words in another chat, behind another message. */
  MessageEntity copiedTo(long otherChatId, @Nullable Long otherParentId) {
    return new MessageEntity(
        0,
        otherChatId,
        otherParentId,
        true,
        role,
        body,
        status == MessageStatus.STREAMING ? MessageStatus.INTERRUPTED : status,
        tokens,
        cost,
        null,
        failure,
        createdMs,
        pinned,
        null);
  }

  MessageEntity withId(long id) {
    return at(id, chatId, parentId);
  }

  /** The same in a chat, behind another message; null is the beginning. */
  MessageEntity behind(long otherChatId, @Nullable Long otherParentId) {
    return at(id, otherChatId, otherParentId);
  }

  private MessageEntity at(long id, long chatId, @Nullable Long parentId) {
    return new MessageEntity(
        id,
        chatId,
        parentId,
        active,
        role,
        body,
        status,
        tokens,
        cost,
        forgottenThroughId,
        failure,
        createdMs,
        pinned,
        deletedMs);
  }
}
