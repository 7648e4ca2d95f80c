package dev.ember.converter.training.preference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ember.converter.training.model.ParameterLayout;
import dev.ember.converter.training.model.Parameters;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;

/** Compares the gradient of a loss through whole decoders with central differences in float64. */
public final class DecoderGradientCheck {
  /** The cube root of float64's epsilon balances cancellation and curvature. */
  private static final double STEP = 1e-5;

  private DecoderGradientCheck() {}

  /**
   * Asserts it at one weight of every slot.
   *
   * @param wide weights in float64
   * @param tolerance of the gradient
   */
  public static void assertAt(Parameters wide, Supplier<Tensor> loss, double tolerance) {
    DoublePointer weights = new DoublePointer(wide.flat().data_ptr());
    double[] gradient = new double[wide.layout().size()];
    try (PointerScope scope = new PointerScope()) {
      loss.get().backward();
      new DoublePointer(wide.flat().grad().data_ptr()).get(gradient);
    }
    for (ParameterLayout.Slot slot : wide.layout().slots()) {
      int index = slot.offset() + new SplittableRandom(slot.offset()).nextInt(slot.size());
      double original = weights.get(index);
      weights.put(index, original + STEP);
      double above = value(loss);
      weights.put(index, original - STEP);
      double below = value(loss);
      weights.put(index, original);
      assertThat(gradient[index])
          .as("gradient of %s", slot.name())
          .isCloseTo((above - below) / (2 * STEP), within(tolerance));
    }
  }

  private static double value(Supplier<Tensor> loss) {
    try (PointerScope scope = new PointerScope();
        NoGradGuard noGradient = new NoGradGuard()) {
      return loss.get().item_double();
    }
  }
}
