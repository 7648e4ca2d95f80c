package dev.ember.app.data;

import androidx.annotation.NonNull;
import androidx.room.Entity;
import androidx.room.ForeignKey;
import androidx.room.Index;
import androidx.room.PrimaryKey;
import org.jspecify.annotations.Nullable;

/**
 * {@link AnswerTrace} as it is stored. A table of its own, so that who lists messages reads nothing
 * of it; it goes with its answer.
 *
 * @param replay as JSON
 * @param ends numbers with commas between
 * @param sure the same, or null where nobody looked
 */
@Entity(
    tableName = "traces",
    foreignKeys =
        @ForeignKey(
            entity = MessageEntity.class,
            parentColumns = "id",
            childColumns = "answerId",
            onDelete = ForeignKey.CASCADE),
    indices = @Index("answerId"))
record TraceEntity(
    @PrimaryKey(autoGenerate = true) long id,
    long answerId,
    int startChar,
    @NonNull String replay,
    @NonNull String ends,
    @Nullable String sure,
    boolean byHand) {}
