package dev.ember.app.data;

import dev.ember.inference.sample.SamplingOptions;
import org.jspecify.annotations.Nullable;

/**
 * How one chat picks its words. A chat without any uses its model's own.
 *
 * @param temperature 0 (always the likeliest) to 2
 * @param topK candidates kept, 0 keeps all
 * @param topP share of probability kept, 1 keeps all
 * @param minP least probability kept, as a fraction of the best candidate's
 * @param repetitionPenalty 1 is none
 * @param maxTokens the longest answer
 * @param fixedSeed the dice of every answer, or null for new dice each time
 */
public record SamplingSettings(
    float temperature,
    int topK,
    float topP,
    float minP,
    float repetitionPenalty,
    int maxTokens,
    @Nullable Long fixedSeed) {

  /** The longest answer where nobody chose: half of the smallest window that Ember ships. */
  public static final int DEFAULT_MAX_TOKENS = 256;

  /** Recent tokens that the repetition penalty looks at: llama.cpp's default, as users know it. */
  private static final int REPETITION_WINDOW = 64;

  public SamplingSettings {
    if (maxTokens < 1) {
      throw new IllegalArgumentException("expected maxTokens of at least 1 but found " + maxTokens);
    }
  }

  /** A model's own values, with new dice for each answer. */
  public static SamplingSettings of(SamplingOptions options) {
    return new SamplingSettings(
        options.temperature(),
        options.topK(),
        options.topP(),
        options.minP(),
        options.repetitionPenalty(),
        DEFAULT_MAX_TOKENS,
        null);
  }

  /** Whether words are picked the same way, whatever the length of the answer and the dice. */
  public boolean picksLike(SamplingSettings other) {
    return temperature == other.temperature
        && topK == other.topK
        && topP == other.topP
        && minP == other.minP
        && repetitionPenalty == other.repetitionPenalty;
  }

  /** The same length of the answer and dice, and words picked as {@code other} does. */
  public SamplingSettings picking(SamplingSettings other) {
    return other.withMaxTokens(maxTokens).withFixedSeed(fixedSeed);
  }

  public SamplingSettings withTemperature(float value) {
    return new SamplingSettings(value, topK, topP, minP, repetitionPenalty, maxTokens, fixedSeed);
  }

  public SamplingSettings withTopK(int value) {
    return new SamplingSettings(
        temperature, value, topP, minP, repetitionPenalty, maxTokens, fixedSeed);
  }

  public SamplingSettings withTopP(float value) {
    return new SamplingSettings(
        temperature, topK, value, minP, repetitionPenalty, maxTokens, fixedSeed);
  }

  public SamplingSettings withMinP(float value) {
    return new SamplingSettings(
        temperature, topK, topP, value, repetitionPenalty, maxTokens, fixedSeed);
  }

  public SamplingSettings withRepetitionPenalty(float value) {
    return new SamplingSettings(temperature, topK, topP, minP, value, maxTokens, fixedSeed);
  }

  public SamplingSettings withMaxTokens(int tokens) {
    return new SamplingSettings(
        temperature, topK, topP, minP, repetitionPenalty, tokens, fixedSeed);
  }

  public SamplingSettings withFixedSeed(@Nullable Long seed) {
    return new SamplingSettings(temperature, topK, topP, minP, repetitionPenalty, maxTokens, seed);
  }

  /**
   * What the sampler takes.
   *
   * @param newSeed used where no seed is fixed
   */
  public SamplingOptions toOptions(long newSeed) {
    return new SamplingOptions(
        temperature,
        topK,
        topP,
        minP,
        repetitionPenalty,
        REPETITION_WINDOW,
        fixedSeed == null ? newSeed : fixedSeed);
  }
}
