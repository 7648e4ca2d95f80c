package dev.ember.inference.sample;

/**
 * Chooses the next token. A sampler may carry a generator's state: one for each answer.
 *
 * <h2>Threading model</h2>
 *
 * One thread at a time.
 */
@FunctionalInterface
public interface Sampler {

  /**
   * @param logits one for each token of the vocabulary, {@code [V]}; not changed. A logit that is
   *     not a number is never chosen.
   * @param recent the tokens before, for the repetition penalty
   * @throws IllegalArgumentException if no logit is finite
   */
  int sample(float[] logits, TokenWindow recent);

  /** The sampler that the options describe. */
  static Sampler of(SamplingOptions options) {
    return of(options, new DrawRecorder());
  }

  /** The same with a recorder that writes its draws down, where they are wanted. */
  static Sampler of(SamplingOptions options, DrawRecorder recorder) {
    return options.temperature() == 0
        ? new GreedySampler(options, recorder)
        : new RandomSampler(options, recorder);
  }
}
