package dev.ember.inference.sample;

/** The largest logit after the repetition penalty; of equal ones the lowest token. */
final class GreedySampler implements Sampler {
  private final Penalty penalty;
  private final DrawRecorder recorder;

  GreedySampler(SamplingOptions options, DrawRecorder recorder) {
    this.recorder = recorder;
    penalty = new Penalty(options);
  }

  @Override
  public int sample(float[] logits, TokenWindow recent) {
    recorder.onLogits(logits);
    float[] penalised = penalty.apply(logits, recent);
    int best = 0;
    float max = Float.NEGATIVE_INFINITY;
    for (int i = 0; i < penalised.length; i++) {
      if (penalised[i] > max) { // never of what is not a number
        max = penalised[i];
        best = i;
      }
    }
    Penalty.requireFinite(max);
    recorder.onGreedy(penalised, best);
    return best;
  }
}
