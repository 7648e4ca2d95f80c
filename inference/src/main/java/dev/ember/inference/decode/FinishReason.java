package dev.ember.inference.decode;

/** Why an answer ended. Each is an outcome, none an error. */
public enum FinishReason {
  /** The model ended its turn, or a stop string appeared. */
  STOP,
  /** {@link GenerationOptions#maxTokens} were written. */
  MAX_TOKENS,
  /** The KV cache is full. */
  CONTEXT_FULL,
  /** Somebody cancelled. */
  CANCELLED
}
