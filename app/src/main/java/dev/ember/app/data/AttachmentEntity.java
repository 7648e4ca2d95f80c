package dev.ember.app.data;

import androidx.annotation.NonNull;
import androidx.room.Entity;
import androidx.room.ForeignKey;
import androidx.room.Index;
import androidx.room.PrimaryKey;

/**
 * A text file beside a question that is written and not sent; it goes with the chat. A chat that
 * two windows show may have one of each: the last that came is that of the chat.
 *
 * @param id 0 until it is inserted; never given out twice, so that who let go of a file cannot mean
 *     another
 * @param name for people
 * @param text as much of it as goes along
 * @param wholeChars how long the file is, as far as it was read
 */
@Entity(
    tableName = "attachments",
    foreignKeys =
        @ForeignKey(
            entity = ChatEntity.class,
            parentColumns = "id",
            childColumns = "chatId",
            onDelete = ForeignKey.CASCADE),
    indices = @Index("chatId"))
public record AttachmentEntity(
    @PrimaryKey(autoGenerate = true) long id,
    long chatId,
    @NonNull String name,
    @NonNull String text,
    int wholeChars) {}
