package dev.ember.inference.sample;

/** The repetition penalty (CTRL, Keskar et al. 2019, section 4.1), once a token. */
final class Penalty {
  private final float divisor;

  Penalty(SamplingOptions options) {
    divisor = options.repetitionPenalty();
  }

  /**
   * Copies the logits and penalises those of recent tokens. A logit that is not a number becomes
   * negative infinity.
   *
   * @throws IllegalArgumentException if none of the copies is finite or one is infinite
   */
  void apply(float[] logits, TokenWindow recent, float[] penalised) {
    float max = Float.NEGATIVE_INFINITY;
    for (int i = 0; i < logits.length; i++) {
      penalised[i] = Float.isNaN(logits[i]) ? Float.NEGATIVE_INFINITY : logits[i];
      max = Math.max(max, penalised[i]);
    }
    if (!Float.isFinite(max)) {
      throw new IllegalArgumentException("expected a finite largest logit but found " + max);
    }
    if (divisor == 1) {
      return;
    }
    for (int i = 0; i < recent.size(); i++) {
      int token = recent.get(i);
      float logit = logits[token]; // of the original, so that a token twice is penalised once
      if (!Float.isNaN(logit)) {
        penalised[token] = logit > 0 ? logit / divisor : logit * divisor;
      }
    }
  }
}
