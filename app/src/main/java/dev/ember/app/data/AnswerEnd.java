package dev.ember.app.data;

import org.jspecify.annotations.Nullable;

/**
 * How an answer ended.
 *
 * @param status {@link MessageStatus#COMPLETE}, CANCELLED or FAILED
 * @param body all that was written
 * @param tokens written
 * @param cost null if it failed, or was stopped before the model began
 * @param forgottenThroughId the newest message that did not fit the window, or null
 * @param failure what broke, or null
 */
public record AnswerEnd(
    MessageStatus status,
    String body,
    int tokens,
    @Nullable AnswerCost cost,
    @Nullable Long forgottenThroughId,
    @Nullable String failure) {

  /** Something broke; what was written stays. */
  public static AnswerEnd failed(String body, int tokens, String failure) {
    return new AnswerEnd(MessageStatus.FAILED, body, tokens, null, null, failure);
  }

  /** Stopped before the model began. */
  public static AnswerEnd neverBegun() {
    return new AnswerEnd(MessageStatus.CANCELLED, "", 0, null, null, null);
  }
}
