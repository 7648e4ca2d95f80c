package dev.ember.converter.training.objective;

import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * PPO's clipped surrogate (Schulman et al. 2017, equation 7), negated to be minimised: with the
 * ratio {@code r = exp(new - old)} of the probabilities of a token that was sampled, the sum of
 * {@code -min(r A, clip(r, 1 - c, 1 + c) A)}. Beyond the clip there is nothing more to gain from a
 * token, so one batch of answers can be learned from several times.
 *
 * @param clip c, how far the probability of a token may move to its credit, as a ratio; 0.2 in both
 *     papers
 */
public record ClippedPolicy(double clip) {

  public ClippedPolicy {
    if (!(clip > 0)) {
      throw new IllegalArgumentException("expected a positive clip but found " + clip);
    }
  }

  /**
   * The sum over tokens, a scalar.
   *
   * @param logProbabilities of the sampled tokens under the policy that learns, {@code [N]}
   * @param sampled the same under the policy that sampled them, {@code [N]}, without gradient
   * @param advantages {@code [N]}, without gradient
   */
  public Tensor loss(Tensor logProbabilities, Tensor sampled, Tensor advantages) {
    Tensor ratio = logProbabilities.sub(sampled).exp(); // [N]
    Tensor free = ratio.mul(advantages); // [N]
    Tensor held = torch.clamp(ratio, bound(1 - clip), bound(1 + clip)).mul(advantages); // [N]
    return torch.minimum(free, held).sum().neg();
  }

  /** The part of tokens whose ratio lies outside of the clip: how much of a batch is used up. */
  public double clippedShare(Tensor logProbabilities, Tensor sampled) {
    try (NoGradGuard noGradient = new NoGradGuard()) {
      Tensor distance = logProbabilities.sub(sampled).exp().sub(new Scalar(1.0)).abs(); // [N]
      return distance.gt(new Scalar(clip)).to(ScalarType.Double).mean().item_double();
    }
  }

  private static ScalarOptional bound(double value) {
    return new ScalarOptional(new Scalar(value));
  }
}
