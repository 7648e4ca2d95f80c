package dev.ember.inference.sample;

/** The largest logit after the repetition penalty; of equal ones the lowest token. */
final class GreedySampler implements Sampler {
  private final Penalty penalty;
  private final DrawRecorder recorder;
  private float[] penalised = {}; // [V]

  GreedySampler(SamplingOptions options, DrawRecorder recorder) {
    this.recorder = recorder;
    penalty = new Penalty(options);
  }

  @Override
  public int sample(float[] logits, TokenWindow recent) {
    if (penalised.length != logits.length) {
      penalised = new float[logits.length];
    }
    recorder.onLogits(logits);
    penalty.apply(logits, recent, penalised);
    int best = 0;
    for (int i = 1; i < penalised.length; i++) {
      if (penalised[i] > penalised[best]) {
        best = i;
      }
    }
    recorder.onGreedy(penalised, best);
    return best;
  }
}
