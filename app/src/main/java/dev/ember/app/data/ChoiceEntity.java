package dev.ember.app.data;

import androidx.annotation.NonNull;
import androidx.room.Entity;
import androidx.room.PrimaryKey;

/**
 * Two answers to one prompt and what a person said of them.
 *
 * @param id 0 until it is inserted; grows with time
 * @param first the answer that stood first on the screen
 * @param model the name of the model that wrote both
 * @param createdMs since the epoch
 */
@Entity(tableName = "choices")
public record ChoiceEntity(
    @PrimaryKey(autoGenerate = true) long id,
    @NonNull String prompt,
    @NonNull String first,
    @NonNull String second,
    @NonNull Verdict verdict,
    @NonNull String model,
    long createdMs) {}
