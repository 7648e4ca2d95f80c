package dev.ember.converter.training.loop;

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
}
