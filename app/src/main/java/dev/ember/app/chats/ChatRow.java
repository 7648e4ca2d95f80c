package dev.ember.app.chats;

import org.jspecify.annotations.Nullable;

/**
 * One chat of the list.
 *
 * @param title the user's own, or made from the first message; null before there is one
 * @param preview the beginning of the last text or, for {@link State#DRAFT}, of the draft; one line
 * @param updatedAtMs since the epoch
 */
public record ChatRow(
    long id, @Nullable String title, String preview, long updatedAtMs, State state) {

  /** What the second line says first. */
  public enum State {
    IDLE,
    ANSWERING,
    /** The last answer broke off when the process ended. */
    INTERRUPTED,
    /** Unsent text waits in the composer. */
    DRAFT
  }
}
