package dev.ember.converter.training.loop;

import java.util.List;
import org.bytedeco.pytorch.Tensor;

/** A part of one optimizer step that fits into memory; gradients of all parts are summed. */
public interface Share {

  /** By what the sum of losses is divided, together with that of the other shares. */
  int scored();

  /** Positions read, padding included. */
  int positions();

  /**
   * The sum of losses, a scalar of the autograd graph. Called within a {@code PointerScope}, once.
   */
  Tensor loss();

  /**
   * The same as parts that can be computed side by side, each like a share of its own; their losses
   * add up to this one's.
   *
   * @param most how many are wanted
   */
  default List<Share> parts(int most) {
    return List.of(this);
  }

  /**
   * Whether it may be computed beside others. One that draws from libtorch's generator, which is
   * that of all threads, may not.
   */
  default boolean mayRunBesideOthers() {
    return true;
  }
}
