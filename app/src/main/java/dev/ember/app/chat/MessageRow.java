package dev.ember.app.chat;

import dev.ember.app.data.MessageStatus;
import dev.ember.inference.chat.Role;
import org.jspecify.annotations.Nullable;

/**
 * One message as the screen shows it.
 *
 * @param id stays the same while the answer grows; a new answer has a new id
 * @param role user or assistant
 * @param text as far as it has come; may be empty
 * @param tokens of an answer that were kept, also where {@code stats} are missing
 * @param createdAtMs since the epoch
 * @param stats of an answer that ended by itself or was stopped, else null
 * @param failure what broke, in English, for "Details"; null unless {@link MessageStatus#FAILED}
 * @param pinned whether the model sees it even when older turns no longer fit
 */
public record MessageRow(
    long id,
    Role role,
    String text,
    MessageStatus status,
    int tokens,
    long createdAtMs,
    @Nullable AnswerStats stats,
    @Nullable String failure,
    Branching branching,
    boolean pinned) {}
