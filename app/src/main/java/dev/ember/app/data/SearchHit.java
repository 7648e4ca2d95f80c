package dev.ember.app.data;

import org.jspecify.annotations.Nullable;

/**
 * A chat that a search has found.
 *
 * @param messageId the newest message that matches, or null if only the title does
 * @param body of that message
 */
public record SearchHit(
    long id,
    @Nullable String title,
    long updatedMs,
    boolean pinned,
    boolean archived,
    @Nullable Long messageId,
    @Nullable String body) {}
