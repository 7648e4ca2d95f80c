package dev.ember.app.data;

import androidx.annotation.NonNull;
import androidx.room.Embedded;
import androidx.room.Entity;
import androidx.room.PrimaryKey;
import org.jspecify.annotations.Nullable;

/**
 * A way to answer that the user has given a name.
 *
 * @param id 0 until it is inserted
 * @param systemPrompt empty leaves the chat's as it is
 * @param sampling null leaves the chat's as it is
 */
@Entity(tableName = "presets")
public record PresetEntity(
    @PrimaryKey(autoGenerate = true) long id,
    @NonNull String name,
    @NonNull String systemPrompt,
    @Embedded(prefix = "sampling_") @Nullable SamplingSettings sampling) {}
