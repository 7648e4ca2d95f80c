package dev.ember.converter.training.model;

import org.bytedeco.pytorch.Tensor;

/** What some rows of logits cost, so that not all of them need to exist at once. */
@FunctionalInterface
public interface LogitsLoss {
  /**
   * The sum over the rows, as a scalar.
   *
   * @param logits of the rows, {@code [n, V]}
   * @param from the number of the first of them
   */
  Tensor of(Tensor logits, int from);
}
