package dev.ember.converter.training.objective;

/**
 * Generalized advantage estimation (Schulman et al. 2016) over one answer: how much better each
 * token was than the value model had expected.
 *
 * <pre>
 * delta_t = r_t + gamma v_{t+1} - v_t
 * A_t     = delta_t + gamma lambda A_{t+1}          v and A are 0 behind the last token
 * </pre>
 *
 * @param gamma discount of what comes later; 1 in InstructGPT, for an answer is short
 * @param lambda 1 believes the rewards, 0 believes the value model; 0.95 in both papers
 */
public record AdvantageEstimate(double gamma, double lambda) {

  public AdvantageEstimate {
    if (!(gamma >= 0 && gamma <= 1) || !(lambda >= 0 && lambda <= 1)) {
      throw new IllegalArgumentException(
          "expected gamma and lambda from 0 to 1 but found " + gamma + " and " + lambda);
    }
  }

  /**
   * The advantage of each token of an answer, {@code [T]}; the return of a token is its advantage
   * plus its value.
   *
   * @param rewards after each token, {@code [T]}
   * @param values expected before each token, {@code [T]}
   */
  public double[] advantages(double[] rewards, double[] values) {
    if (rewards.length != values.length) {
      throw new IllegalArgumentException(
          "expected a value for each of " + rewards.length + " rewards but found " + values.length);
    }
    double[] advantages = new double[rewards.length];
    double nextAdvantage = 0;
    double nextValue = 0;
    for (int t = rewards.length - 1; t >= 0; t--) {
      double delta = rewards[t] + gamma * nextValue - values[t];
      nextAdvantage = delta + gamma * lambda * nextAdvantage;
      advantages[t] = nextAdvantage;
      nextValue = values[t];
    }
    return advantages;
  }
}
