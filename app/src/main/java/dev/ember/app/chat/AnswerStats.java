package dev.ember.app.chat;

import dev.ember.inference.decode.FinishReason;
import org.jspecify.annotations.Nullable;

/**
 * The line under an answer, as measured on this phone.
 *
 * @param tokens written
 * @param tokensPerSecond from the first token to the end; 0 if there was nothing to measure
 * @param firstTokenMs from the start of reading to the first token; null if that was not measured
 * @param reason why it stopped
 */
public record AnswerStats(
    int tokens, float tokensPerSecond, @Nullable Long firstTokenMs, FinishReason reason) {}
