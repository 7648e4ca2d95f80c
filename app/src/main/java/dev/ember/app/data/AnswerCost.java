package dev.ember.app.data;

import androidx.annotation.NonNull;
import androidx.room.Ignore;
import dev.ember.inference.decode.FinishReason;
import dev.ember.inference.decode.GenerationResult;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Why an answer ended and what it cost, as measured.
 *
 * @param promptTokens tokens of the prompt, the reused ones included; where the window had no room
 *     for it, what the whole would have taken, with the room that an answer is promised
 * @param reusedTokens prompt tokens that the model still knew from the turn before
 * @param prefillNanos from the start of reading to the first token; 0 if that was not measured
 * @param decodeNanos from the first token to the end; 0 if not all of that was measured
 * @param model the app's id of the model whose tokens these are; null if that was not noted
 */
public record AnswerCost(
    @NonNull FinishReason finishReason,
    int promptTokens,
    int reusedTokens,
    long prefillNanos,
    long decodeNanos,
    @Nullable String model) {

  /** Of a model that nobody noted. */
  @Ignore
  public AnswerCost(
      FinishReason finishReason,
      int promptTokens,
      int reusedTokens,
      long prefillNanos,
      long decodeNanos) {
    this(finishReason, promptTokens, reusedTokens, prefillNanos, decodeNanos, null);
  }

  public static AnswerCost of(GenerationResult result, String model) {
    return new AnswerCost(
        result.reason(),
        result.promptTokens(),
        result.reusedTokens(),
        result.prefillNanos(),
        result.decodeNanos(),
        model);
  }

  /**
   * The cost of an answer that was written in two goes, of which this is the second. Where the
   * first was not measured, or in the tokens of another model, neither is the whole: its own tokens
   * were read again as part of the prompt, and what they took nobody knows.
   *
   * @param firstTokens that the first had written
   */
  public AnswerCost after(@Nullable AnswerCost first, int firstTokens) {
    if (first == null || !Objects.equals(first.model, model)) {
      return new AnswerCost(finishReason, Math.max(0, promptTokens - firstTokens), 0, 0, 0, model);
    }
    return new AnswerCost(
        finishReason,
        first.promptTokens,
        first.reusedTokens,
        first.prefillNanos,
        first.decodeNanos == 0 ? 0 : first.decodeNanos + decodeNanos,
        model);
  }

  /** The same for an answer that went on without being measured. */
  public AnswerCost withoutSpeed() {
    return new AnswerCost(finishReason, promptTokens, reusedTokens, prefillNanos, 0, model);
  }
}
