package dev.ember.app.chats;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One chat of the list.
 *
 * @param title the user's own, or made from the first message; null before there is one
 * @param preview the beginning of the last text or, for {@link State#DRAFT}, of the draft, or the
 *     name of its file, or what was found; one line
 * @param updatedAtMs since the epoch
 * @param tokens of the newest answer
 * @param found what a search has found in it, or null outside of one
 */
public record ChatRow(
    long id,
    @Nullable String title,
    String preview,
    long updatedAtMs,
    State state,
    int tokens,
    boolean pinned,
    boolean archived,
    @Nullable Found found) {

  /** What the second line says first. */
  public enum State {
    IDLE,
    ANSWERING,
    /** The last answer broke off when the process ended. */
    INTERRUPTED,
    /** Unsent text, or a file, waits in the composer. */
    DRAFT
  }

  /**
   * @param messageId the newest message that matches, or null if the title does
   * @param terms what was looked for, in lower case
   */
  public record Found(@Nullable Long messageId, List<String> terms) {
    public Found {
      terms = List.copyOf(terms);
    }
  }
}
