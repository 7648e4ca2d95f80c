package dev.ember.inference.sample;

/** The largest logit after the repetition penalty; of equal ones the lowest token. */
final class GreedySampler implements Sampler {
  private final Penalty penalty;
  private float[] penalised = {}; // [V]

  GreedySampler(SamplingOptions options) {
    penalty = new Penalty(options);
  }

  @Override
  public int sample(float[] logits, TokenWindow recent) {
    if (penalised.length != logits.length) {
      penalised = new float[logits.length];
    }
    penalty.apply(logits, recent, penalised);
    int best = 0;
    for (int i = 1; i < penalised.length; i++) {
      if (penalised[i] > penalised[best]) {
        best = i;
      }
    }
    return best;
  }
}
