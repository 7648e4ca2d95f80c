package dev.ember.app.chat;

import dev.ember.inference.decode.FinishReason;

/**
 * The line under an answer, as measured on this phone.
 *
 * @param tokens written
 * @param tokensPerSecond from the first token to the end; 0 if there was nothing to measure
 * @param firstTokenMs from the start of reading to the first token
 * @param reason why it stopped
 */
public record AnswerStats(
    int tokens, float tokensPerSecond, long firstTokenMs, FinishReason reason) {}
