package dev.ember.converter.training.optim;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/** Clips a gradient by its global norm (Pascanu et al. 2013). */
final class Clipping {
  private Clipping() {}

  /**
   * Scales the gradient down where its norm is larger than allowed: a rare steep batch must not
   * throw the model away.
   *
   * @return the norm before
   */
  static double clip(Tensor gradient, double largest) {
    double norm = gradient.norm().item_double();
    if (norm > largest) {
      gradient.mul_(new Scalar(largest / norm));
    }
    return norm;
  }
}
