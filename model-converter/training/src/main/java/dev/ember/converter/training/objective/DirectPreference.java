package dev.ember.converter.training.objective;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * Direct preference optimization (Rafailov et al. 2023, equation 7): the policy itself is the
 * reward model, {@code r = beta (log policy - log reference)} of a whole answer, under the loss of
 * Bradley and Terry.
 *
 * <p>Simplified against the paper: nothing in the loss. Its label smoothing for noisy preferences
 * and the later variants (IPO, KTO) are left out: our pairs have written reasons.
 *
 * @param beta how dearly a step away from the reference is paid; 0.1 in the paper
 */
public record DirectPreference(double beta) {

  public DirectPreference {
    if (!(beta > 0)) {
      throw new IllegalArgumentException("expected a positive beta but found " + beta);
    }
  }

  /**
   * The sum over prompts in nats, a scalar; {@code ln 2} each while policy and reference are one.
   *
   * @param policy log-probability of each answer under the policy, {@code [A]}
   * @param reference the same under the reference, {@code [A]}, without gradient
   * @param pairs which answers are compared
   */
  public Tensor loss(Tensor policy, Tensor reference, RankedPairs pairs) {
    return BradleyTerry.loss(rewards(policy, reference), pairs);
  }

  /** The reward that the policy gives each answer by itself, {@code [A]}. */
  public Tensor rewards(Tensor policy, Tensor reference) {
    return policy.sub(reference).mul(new Scalar(beta));
  }
}
