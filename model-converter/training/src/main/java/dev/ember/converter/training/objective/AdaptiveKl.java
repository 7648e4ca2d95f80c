package dev.ember.converter.training.objective;

/**
 * What a nat of divergence from the model before RLHF costs, steered so that the divergence stays
 * near a target (Ziegler et al. 2019, section 2.2): by at most a fifth of {@code answers / horizon}
 * at a step.
 *
 * @param coefficient cost of a nat, in units of reward
 * @param targetNats divergence of an answer that is aimed at
 * @param horizon answers over which the coefficient may follow
 */
public record AdaptiveKl(double coefficient, double targetNats, double horizon) {
  /** Of the proportional error: one strange batch must not throw the coefficient away. */
  private static final double LARGEST_ERROR = 0.2;

  public AdaptiveKl {
    if (!(coefficient >= 0) || !(targetNats > 0) || !(horizon > 0)) {
      throw new IllegalArgumentException(
          "expected coefficient >= 0, target > 0 and horizon > 0 but found "
              + coefficient
              + ", "
              + targetNats
              + " and "
              + horizon);
    }
  }

  /** The next state after a batch of answers whose divergence was seen. */
  public AdaptiveKl after(double seenNats, int answers) {
    double error = Math.max(-LARGEST_ERROR, Math.min(LARGEST_ERROR, seenNats / targetNats - 1));
    return withCoefficient(coefficient * (1 + error * answers / horizon));
  }

  /** The same aim from another coefficient: that of a checkpoint. */
  public AdaptiveKl withCoefficient(double other) {
    return new AdaptiveKl(other, targetNats, horizon);
  }
}
