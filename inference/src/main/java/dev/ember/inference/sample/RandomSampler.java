package dev.ember.inference.sample;

/** Draws one of the tokens that the filters leave, each by its probability. */
final class RandomSampler implements Sampler {
  private final CandidateFilter filter;
  private final SplitMix64 random;

  RandomSampler(SamplingOptions options, DrawRecorder recorder) {
    filter = new CandidateFilter(options, recorder);
    random = new SplitMix64(options.seed());
  }

  @Override
  public int sample(float[] logits, TokenWindow recent) {
    CandidateHeap kept = filter.apply(logits, recent);
    double remaining = random.nextDouble() * kept.sum();
    int last = kept.size() - 1;
    for (int i = 0; i < last; i++) {
      remaining -= kept.weight(i);
      if (remaining < 0) {
        return kept.token(i);
      }
    }
    return kept.token(last); // where rounding left a crumb
  }
}
