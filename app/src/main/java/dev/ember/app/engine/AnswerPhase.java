package dev.ember.app.engine;

/** What an answer is doing at this moment. */
public sealed interface AnswerPhase {

  /** No answer is being written. */
  record Idle() implements AnswerPhase {}

  /** Accepted; waits for the model to load or for another chat's answer to end. */
  record Waiting() implements AnswerPhase {}

  /** The prompt is being read: "Reading 164 tokens…". */
  record Reading(int doneTokens, int totalTokens) implements AnswerPhase {}

  /**
   * Text arrives.
   *
   * @param tokens written so far
   * @param tokensPerSecond since the first token; 0 until two tokens are there to measure
   */
  record Writing(int tokens, float tokensPerSecond) implements AnswerPhase {}
}
