package dev.ember.app.data;

import androidx.annotation.NonNull;
import androidx.room.Embedded;
import androidx.room.Entity;
import androidx.room.Index;
import androidx.room.PrimaryKey;
import org.jspecify.annotations.Nullable;

/**
 * A chat without its messages.
 *
 * @param id 0 until it is inserted
 * @param title null before the first message
 * @param titleByUser whether the user named it; if not, the first message does
 * @param createdMs since the epoch
 * @param updatedMs since the epoch; the list is sorted by it
 * @param systemPrompt empty is none
 * @param sampling null for the model's own
 * @param draft unsent text; empty is none
 * @param deletedMs when the user deleted it, while that can be undone; else null
 */
@Entity(tableName = "chats", indices = @Index("updatedMs"))
public record ChatEntity(
    @PrimaryKey(autoGenerate = true) long id,
    @Nullable String title,
    boolean titleByUser,
    long createdMs,
    long updatedMs,
    @NonNull String systemPrompt,
    @Embedded(prefix = "sampling_") @Nullable SamplingSettings sampling,
    @NonNull String draft,
    @Nullable Long deletedMs) {

  /** A chat as it begins. */
  static ChatEntity untouched(long nowMs) {
    return new ChatEntity(0, null, false, nowMs, nowMs, "", null, "", null);
  }

  ChatEntity withSampling(@Nullable SamplingSettings settings) {
    return new ChatEntity(
        id, title, titleByUser, createdMs, updatedMs, systemPrompt, settings, draft, deletedMs);
  }
}
