package dev.ember.converter.training.model;

import static dev.ember.converter.training.model.ComputeDevice.beside;

import java.util.Arrays;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * The scored positions of a batch, filled up to a multiple of {@link #FILL}. Each step of tuning
 * scores another number of them; logits of so many sizes are hard on the C library, which keeps
 * what it freed of one size and seldom has a use for it with the next (docs/EXPERIMENTS.md).
 *
 * <p>What fills up is the first position again with a target that cross entropy ignores: it adds
 * zero to the loss and to each gradient.
 */
final class ScoredPositions {
  /** A divisor of {@link Gpt#LOSS_CHUNK}: logits come in so many different sizes at most. */
  static final int FILL = 128;

  /** The target that cross entropy ignores: torch's default. */
  static final int FILLING = -100;

  private final int[] positions; // [N]
  private final int[] targets; // [N]

  ScoredPositions(Batch batch) {
    int[] scored = batch.scoredPositions();
    int filled = (scored.length + FILL - 1) / FILL * FILL;
    positions = Arrays.copyOf(scored, filled); // position 0 is there in every batch
    targets = new int[filled];
    Arrays.fill(targets, FILLING);
    for (int i = 0; i < scored.length; i++) {
      targets[i] = batch.targets()[scored[i]];
    }
  }

  /** N. */
  int count() {
    return positions.length;
  }

  /** Those of hidden rows, {@code [B*T, E]} to {@code [N, E]}. */
  Tensor of(Tensor hidden) {
    return hidden.index_select(0, beside(hidden, Tensor.create(positions, positions.length)));
  }

  /** The token to predict at each, {@code [N]}, where the hidden rows lie. */
  Tensor targets(Tensor hidden) {
    return beside(hidden, Tensor.create(targets, targets.length)).to(ScalarType.Long);
  }
}
