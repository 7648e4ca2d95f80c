package dev.ember.converter.training.objective;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * The loss of PPO's value model: half of the squared error to the return, of the value itself or of
 * the value held within the clip of what it was when the answers were sampled, whichever is worse
 * (Schulman's implementation; Ziegler et al. 2019; InstructGPT keeps it).
 *
 * @param clip how far a value may move to its credit; 0.2 as in those works
 */
public record ClippedValue(double clip) {

  public ClippedValue {
    if (!(clip > 0)) {
      throw new IllegalArgumentException("expected a positive clip but found " + clip);
    }
  }

  /**
   * The sum over tokens, a scalar.
   *
   * @param values before each token, {@code [N]}
   * @param sampled the values when the answers were sampled, {@code [N]}, without gradient
   * @param returns what really followed, {@code [N]}, without gradient
   */
  public Tensor loss(Tensor values, Tensor sampled, Tensor returns) {
    Tensor moved =
        torch.clamp(
            values.sub(sampled),
            new ScalarOptional(new Scalar(-clip)),
            new ScalarOptional(new Scalar(clip))); // [N]
    Tensor free = values.sub(returns).square(); // [N]
    Tensor held = sampled.add(moved).sub(returns).square(); // [N]
    return torch.maximum(free, held).sum().mul(new Scalar(0.5));
  }
}
