package dev.ember.inference.decode;

/**
 * How an answer ended and what it cost.
 *
 * @param text the whole answer, equal to all deltas together
 * @param reason why it ended
 * @param promptTokens tokens of the prompt, those in the cache included
 * @param reusedTokens prompt tokens that were already in the cache
 * @param generatedTokens tokens written, the stop token not counted
 * @param droppedMessages oldest messages that did not fit the window
 * @param prefillNanos time from the call to the first logits
 * @param decodeNanos time from the first logits to the end
 */
public record GenerationResult(
    String text,
    FinishReason reason,
    int promptTokens,
    int reusedTokens,
    int generatedTokens,
    int droppedMessages,
    long prefillNanos,
    long decodeNanos) {

  /** The same result of a prompt for which {@code count} messages were dropped. */
  public GenerationResult withDroppedMessages(int count) {
    return new GenerationResult(
        text,
        reason,
        promptTokens,
        reusedTokens,
        generatedTokens,
        count,
        prefillNanos,
        decodeNanos);
  }
}
