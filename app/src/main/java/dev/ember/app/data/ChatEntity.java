package dev.ember.app.data;

import androidx.annotation.NonNull;
import androidx.room.ColumnInfo;
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
 * @param sampling null for the model's or the general one
 * @param draft unsent text; empty is none
 * @param deletedMs when the user deleted it, while that can be undone; else null
 * @param pinned whether it stands at the top of the list
 * @param archived whether it is kept off the list
 * @param model the name of the model that answers here, or null for the chosen one
 * @param whenFull null for the general choice
 */
@Entity(
    tableName = "chats",
    indices = {@Index("updatedMs"), @Index({"archived", "pinned", "updatedMs"})})
public record ChatEntity(
    @PrimaryKey(autoGenerate = true) long id,
    @Nullable String title,
    boolean titleByUser,
    long createdMs,
    long updatedMs,
    @Embedded @NonNull SystemPrompt systemPrompt,
    @Embedded(prefix = "sampling_") @Nullable SamplingSettings sampling,
    @NonNull String draft,
    @Nullable Long deletedMs,
    @ColumnInfo(defaultValue = "0") boolean pinned,
    @ColumnInfo(defaultValue = "0") boolean archived,
    @Nullable String model,
    @Nullable WhenFull whenFull) {

  /** A chat as it begins. */
  static ChatEntity begun(String draft, long nowMs) {
    return new ChatEntity(
        0,
        null,
        false,
        nowMs,
        nowMs,
        SystemPrompt.INHERITED,
        null,
        draft,
        null,
        false,
        false,
        null,
        null);
  }

  /** A chat out of a file: named after its first question, unless it proves to be otherwise. */
  public static ChatEntity copied(
      @Nullable String title, long createdMs, long updatedMs, SystemPrompt systemPrompt) {
    return new ChatEntity(
        0,
        title,
        false,
        createdMs,
        updatedMs,
        systemPrompt,
        null,
        "",
        null,
        false,
        false,
        null,
        null);
  }

  /** A new chat that is told as this one is. */
  ChatEntity branch(@Nullable String name, long nowMs) {
    return new ChatEntity(
        0,
        name,
        titleByUser,
        nowMs,
        nowMs,
        systemPrompt,
        sampling,
        "",
        null,
        false,
        false,
        model,
        whenFull);
  }

  ChatEntity withId(long id) {
    return with(id, title, titleByUser, sampling);
  }

  ChatEntity withSampling(@Nullable SamplingSettings settings) {
    return with(id, title, titleByUser, settings);
  }

  /**
   * @param byUser whether its user named it so; if not, its first message did
   */
  ChatEntity named(@Nullable String name, boolean byUser) {
    return with(id, name, byUser, sampling);
  }

  private ChatEntity with(
      long id, @Nullable String title, boolean titleByUser, @Nullable SamplingSettings settings) {
    return new ChatEntity(
        id,
        title,
        titleByUser,
        createdMs,
        updatedMs,
        systemPrompt,
        settings,
        draft,
        deletedMs,
        pinned,
        archived,
        model,
        whenFull);
  }
}
