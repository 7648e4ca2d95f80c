package dev.ember.converter.training.model;

import org.bytedeco.pytorch.Tensor;

/** A number for each of some rows of logits, so that not all of them need to exist at once. */
@FunctionalInterface
public interface LogitsRows {
  /**
   * The number of each row, {@code [n]}.
   *
   * @param logits of the rows, {@code [n, V]}
   * @param from the number of the first of them
   */
  Tensor of(Tensor logits, int from);
}
