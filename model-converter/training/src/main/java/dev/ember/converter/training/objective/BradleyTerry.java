package dev.ember.converter.training.objective;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * The loss of a reward model (Bradley and Terry 1952; Ouyang et al. 2022): the better of two
 * answers wins with probability {@code sigmoid(s_better - s_worse)}, and the loss is the negative
 * logarithm of it.
 *
 * <p>All pairs of one prompt belong to one batch and share the weight of that prompt, {@code 1 / (k
 * choose 2)}, as InstructGPT does: an answer in many pairs is read once, and a prompt with many
 * answers counts no more than one with two.
 */
public final class BradleyTerry {
  private BradleyTerry() {}

  /**
   * The sum over prompts of the mean over their pairs, in nats, a scalar.
   *
   * @param scores of the answers, {@code [A]}
   * @param pairs which answers are compared
   */
  public static Tensor loss(Tensor scores, RankedPairs pairs) {
    Tensor weights = Tensor.create(pairs.weights(), pairs.count()).to(scores.scalar_type()); // [P]
    Tensor margins = margins(scores, pairs); // [P]
    return torch.log_sigmoid(margins).mul(weights).sum().neg();
  }

  /** By how much the better answer of each pair leads, {@code [P]}. */
  public static Tensor margins(Tensor scores, RankedPairs pairs) {
    Tensor better = Tensor.create(pairs.better(), pairs.count()); // [P]
    Tensor worse = Tensor.create(pairs.worse(), pairs.count()); // [P]
    return scores.index_select(0, better).sub(scores.index_select(0, worse));
  }
}
