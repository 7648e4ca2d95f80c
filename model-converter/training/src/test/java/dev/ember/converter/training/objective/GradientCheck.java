package dev.ember.converter.training.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.UnaryOperator;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;

/** Compares the gradient of a loss with central differences in float64. */
final class GradientCheck {
  /** The cube root of float64's epsilon balances cancellation and curvature. */
  private static final double STEP = 1e-5;

  /** Losses of order 1: both errors of the difference are below 1e-9. */
  private static final double TOLERANCE = 1e-7;

  private GradientCheck() {}

  /** Asserts it at every input. */
  static void at(double[] inputs, long[] shape, UnaryOperator<Tensor> loss) {
    double[] gradient = gradient(inputs, shape, loss);
    for (int i = 0; i < inputs.length; i++) {
      double[] above = inputs.clone();
      above[i] += STEP;
      double[] below = inputs.clone();
      below[i] -= STEP;
      double difference = (value(above, shape, loss) - value(below, shape, loss)) / (2 * STEP);
      assertThat(gradient[i])
          .as("gradient of input %d", i)
          .isCloseTo(difference, within(TOLERANCE));
    }
  }

  static double value(double[] inputs, long[] shape, UnaryOperator<Tensor> loss) {
    try (PointerScope scope = new PointerScope()) {
      return loss.apply(Tensor.create(inputs, shape)).item_double();
    }
  }

  static double[] gradient(double[] inputs, long[] shape, UnaryOperator<Tensor> loss) {
    double[] gradient = new double[inputs.length];
    try (PointerScope scope = new PointerScope()) {
      Tensor leaf = Tensor.create(inputs, shape).requires_grad_(true);
      loss.apply(leaf).backward();
      new DoublePointer(leaf.grad().data_ptr()).get(gradient);
    }
    return gradient;
  }
}
