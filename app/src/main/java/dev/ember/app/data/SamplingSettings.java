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
