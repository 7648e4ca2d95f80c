package dev.ember.converter.cli.bench;

import java.util.concurrent.TimeUnit;

/**
 * What a protocol measured with a number of threads: medians over the rounds.
 *
 * @param prefillTokensPerSecond of the prompt, without its last token's logits
 * @param decodeTokensPerSecond one token at a time, nothing guessed
 * @param prefillTokensPerGigaproduct read in the processor time in which the {@link Yardstick} made
 *     so many products beside it
 * @param decodeTokensPerGigaproduct written in the same
 * @param firstTurnMillis from a prompt to the first token, nothing in the cache
 * @param secondTurnMillis the same for a second turn of {@link SpeedRun#TURN_TOKENS} new tokens
 * @param secondTurnTokens that were read for it
 * @param bytesPerToken allocated on the heap for each token written, its text aside
 */
public record Figures(
    Protocol protocol,
    int threads,
    double prefillTokensPerSecond,
    double decodeTokensPerSecond,
    double prefillTokensPerGigaproduct,
    double decodeTokensPerGigaproduct,
    double firstTurnMillis,
    double secondTurnMillis,
    int secondTurnTokens,
    double bytesPerToken) {

  /**
   * From a prompt to the last token of its answer, nothing in the cache: what whoever asks first
   * waits, beside the load. Reading gives the first token, each other one is a step.
   */
  double answerMillis() {
    return firstTurnMillis
        + TimeUnit.SECONDS.toMillis(protocol.answerTokens() - 1) / decodeTokensPerSecond;
  }
}
