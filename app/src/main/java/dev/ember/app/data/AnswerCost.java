package dev.ember.app.data;

import androidx.annotation.NonNull;
import dev.ember.inference.decode.FinishReason;
import dev.ember.inference.decode.GenerationResult;
import org.jspecify.annotations.Nullable;

/**
 * Why an answer ended and what it cost, as measured.
 *
 * @param promptTokens tokens of the prompt, the reused ones included
 * @param reusedTokens prompt tokens that the model still knew from the turn before
 * @param prefillNanos from the start of reading to the first token
 * @param decodeNanos from the first token to the end
 */
public record AnswerCost(
    @NonNull FinishReason finishReason,
    int promptTokens,
    int reusedTokens,
    long prefillNanos,
    long decodeNanos) {

  public static AnswerCost of(GenerationResult result) {
    return new AnswerCost(
        result.reason(),
        result.promptTokens(),
        result.reusedTokens(),
        result.prefillNanos(),
        result.decodeNanos());
  }

  /** The cost of an answer that was written in two goes, of which this is the second. */
  public AnswerCost after(@Nullable AnswerCost first) {
    return first == null
        ? this
        : new AnswerCost(
            finishReason,
            first.promptTokens,
            first.reusedTokens,
            first.prefillNanos,
            first.decodeNanos + decodeNanos);
  }
}
