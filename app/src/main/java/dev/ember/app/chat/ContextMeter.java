package dev.ember.app.chat;

/**
 * How full the model's window is.
 *
 * @param usedTokens of the last prompt and its answer, at the least
 * @param windowTokens the most that the model sees
 */
public record ContextMeter(int usedTokens, int windowTokens) {}
