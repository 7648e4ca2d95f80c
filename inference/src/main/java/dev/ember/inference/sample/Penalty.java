package dev.ember.inference.sample;

/** The repetition penalty (CTRL, Keskar et al. 2019, section 4.1), once a token. */
final class Penalty {
  private final float divisor;
  private float[] penalised = {}; // [V]

  Penalty(SamplingOptions options) {
    divisor = options.repetitionPenalty();
  }

  /** The logits with those of recent tokens penalised; the very same ones if nothing changes. */
  float[] apply(float[] logits, TokenWindow recent) {
    if (divisor == 1 || recent.size() == 0) {
      return logits;
    }
    if (penalised.length != logits.length) {
      penalised = new float[logits.length];
    }
    System.arraycopy(logits, 0, penalised, 0, logits.length);
    for (int i = 0; i < recent.size(); i++) {
      int token = recent.get(i);
      float logit = logits[token]; // of the original, so that a token twice is penalised once
      penalised[token] = logit > 0 ? logit / divisor : logit * divisor;
    }
    return penalised;
  }

  /**
   * @throws IllegalArgumentException if the largest logit is no finite number
   */
  static void requireFinite(float max) {
    if (!Float.isFinite(max)) {
      throw new IllegalArgumentException("expected a finite largest logit but found " + max);
    }
  }
}
