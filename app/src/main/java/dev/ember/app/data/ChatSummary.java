package dev.ember.app.data;

import androidx.annotation.NonNull;
import org.jspecify.annotations.Nullable;

/**
 * A chat as the list needs it.
 *
 * @param attached the name of the file beside the unsent question, or null
 * @param lastText the beginning of the newest message that has a text, or null
 * @param lastStatus of the newest message, or null if there is none
 * @param lastTokens of the newest message
 */
public record ChatSummary(
    long id,
    @Nullable String title,
    long updatedMs,
    @NonNull String draft,
    boolean pinned,
    @Nullable String attached,
    @Nullable String lastText,
    @Nullable MessageStatus lastStatus,
    int lastTokens) {}
