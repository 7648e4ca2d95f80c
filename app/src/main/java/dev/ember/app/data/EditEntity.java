package dev.ember.app.data;

import androidx.annotation.NonNull;
import androidx.room.Entity;
import androidx.room.ForeignKey;
import androidx.room.Index;
import androidx.room.PrimaryKey;

/**
 * Another wording of a question that is written and not sent; it goes with the question.
 *
 * @param chatId the chat of the question: each has one at the most
 */
@Entity(
    tableName = "edits",
    foreignKeys =
        @ForeignKey(
            entity = MessageEntity.class,
            parentColumns = "id",
            childColumns = "questionId",
            onDelete = ForeignKey.CASCADE),
    indices = @Index("questionId"))
public record EditEntity(@PrimaryKey long chatId, long questionId, @NonNull String text) {}
