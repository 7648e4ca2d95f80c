package dev.ember.inference.sample;

/** Draws one of the tokens that the filters leave, each by its probability. */
final class RandomSampler implements Sampler {
  private final CandidateFilter filter;
  private final DrawRecorder recorder;
  private final SplitMix64 random;

  RandomSampler(SamplingOptions options, DrawRecorder recorder) {
    this.recorder = recorder;
    filter = new CandidateFilter(options, recorder);
    random = new SplitMix64(options.seed());
  }

  @Override
  public int sample(float[] logits, TokenWindow recent) {
    double value = random.nextDouble();
    if (filter.draws(logits, recent, value)) {
      return filter.drawn();
    }
    CandidateHeap kept = filter.apply(logits, recent);
    int drawn = drawn(kept, value * kept.sum());
    if (recorder.wants()) {
      tell(kept, value, drawn);
    }
    return kept.token(drawn);
  }

  private static int drawn(CandidateHeap kept, double point) {
    double remaining = point;
    int last = kept.size() - 1;
    for (int i = 0; i < last; i++) {
      remaining -= kept.weight(i);
      if (remaining < 0) {
        return i;
      }
    }
    return last; // where rounding left a crumb
  }

  private void tell(CandidateHeap kept, double value, int drawn) {
    double from = 0;
    for (int i = 0; i < drawn; i++) {
      from += kept.weight(i);
    }
    double sum = kept.sum();
    recorder.onDice(value, from / sum, (from + kept.weight(drawn)) / sum);
  }
}
