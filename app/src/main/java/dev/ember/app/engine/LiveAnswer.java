package dev.ember.app.engine;

import dev.ember.app.data.AnswerEnd;
import org.jspecify.annotations.Nullable;

/**
 * The newest answer of a chat, as it is in memory: ahead of the database while it grows.
 *
 * @param answerId its row, or null before that exists
 * @param text as far as it has come
 * @param promptTokens tokens that the model reads before it; 0 before they are counted
 * @param tokens written, those of a former run that is gone on with included
 * @param phase {@link AnswerPhase.Idle} once it has ended
 * @param end how it ended, or null while it has not
 */
public record LiveAnswer(
    @Nullable Long answerId,
    String text,
    int promptTokens,
    int tokens,
    AnswerPhase phase,
    @Nullable AnswerEnd end) {

  /** A chat whose answers, if any, are all in the database. */
  public static final LiveAnswer NONE =
      new LiveAnswer(null, "", 0, 0, new AnswerPhase.Idle(), null);
}
