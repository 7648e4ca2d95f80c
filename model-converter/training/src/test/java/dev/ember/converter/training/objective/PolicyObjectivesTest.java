package dev.ember.converter.training.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.Test;

/** PPO's two losses. */
public final class PolicyObjectivesTest {
  private static final double EXACT = 1e-12; // sums of a few float64 terms of order 1
  private static final ClippedPolicy POLICY = new ClippedPolicy(0.2);
  private static final ClippedValue VALUE = new ClippedValue(0.2);

  @Test
  public void policy_unmoved_isMinusTheAdvantageAndPullsByIt() {
    double[] sampled = {-1.0, -2.0};
    double[] gradient = policyGradient(sampled, sampled, new double[] {3, -1});
    assertThat(policyLoss(sampled, sampled, new double[] {3, -1})).isEqualTo(-2);
    assertThat(gradient).containsExactly(new double[] {-3, 1}, within(EXACT));
  }

  @Test
  public void policy_zeroAdvantage_pullsNowhere() {
    assertThat(policyGradient(new double[] {-1, -0.5}, new double[] {-1.4, -2}, new double[2]))
        .containsOnly(0);
  }

  @Test
  public void policy_beyondTheClipToItsCredit_pullsNoMore() {
    double[] sampled = {0, 0, 0, 0};
    // Ratios 1.5, 0.5, 1.5, 0.5: good and too far, bad and too far, then the two that went wrong.
    double[] now = {Math.log(1.5), Math.log(0.5), Math.log(1.5), Math.log(0.5)};
    double[] advantages = {1, -1, -1, 1};
    assertThat(policyLoss(now, sampled, advantages))
        .isCloseTo(-(1.2 - 0.8 - 1.5 + 0.5), within(EXACT));
    assertThat(policyGradient(now, sampled, advantages))
        .containsExactly(new double[] {0, 0, 1.5, -0.5}, within(EXACT));
  }

  @Test
  public void policy_gradient_equalsFiniteDifferences() {
    GradientCheck.at(
        new double[] {-0.9, -1.5, -0.2, -3},
        new long[] {4},
        now ->
            POLICY.loss(
                now,
                Tensor.create(new double[] {-1, -1.1, -0.9, -2.95}, 4),
                Tensor.create(new double[] {0.7, -1.3, 0.4, -0.6}, 4)));
  }

  @Test
  public void policy_clippedShare_countsRatiosOutside() {
    try (PointerScope scope = new PointerScope()) {
      Tensor now = Tensor.create(new double[] {Math.log(1.3), Math.log(1.1), Math.log(0.7), 0}, 4);
      assertThat(POLICY.clippedShare(now, Tensor.create(new double[4], 4))).isEqualTo(0.5);
    }
  }

  @Test
  public void policy_noClip_refused() {
    assertThatThrownBy(() -> new ClippedPolicy(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected a positive clip but found 0.0");
  }

  @Test
  public void value_unmoved_isHalfTheSquaredError() {
    double[] values = {1, -2};
    assertThat(valueLoss(values, values, new double[] {2, 0})).isCloseTo(2.5, within(EXACT));
  }

  @Test
  public void value_beyondTheClip_paysForTheWorseOfTheTwo() {
    // Moved from 0 to 0.5 towards 1: held at 0.2, whose error 0.8 is worse, and there is no pull.
    assertThat(valueLoss(new double[] {0.5}, new double[] {0}, new double[] {1}))
        .isCloseTo(0.5 * 0.64, within(EXACT));
    assertThat(valueGradient(new double[] {0.5}, new double[] {0}, new double[] {1}))
        .containsOnly(0);
    // Moved away from -1: its own error 1.5 is worse, and it is pulled back.
    assertThat(valueGradient(new double[] {0.5}, new double[] {0}, new double[] {-1}))
        .containsExactly(new double[] {1.5}, within(EXACT));
  }

  @Test
  public void value_gradient_equalsFiniteDifferences() {
    GradientCheck.at(
        new double[] {0.3, -0.5, 0.15, 2},
        new long[] {4},
        values ->
            VALUE.loss(
                values,
                Tensor.create(new double[] {0.2, 0.1, 0.1, 1.5}, 4),
                Tensor.create(new double[] {0.9, 0.4, -0.7, 1.2}, 4)));
  }

  private static double policyLoss(double[] now, double[] sampled, double[] advantages) {
    long[] shape = {now.length};
    return GradientCheck.value(
        now,
        shape,
        x -> POLICY.loss(x, Tensor.create(sampled, shape), Tensor.create(advantages, shape)));
  }

  private static double[] policyGradient(double[] now, double[] sampled, double[] advantages) {
    long[] shape = {now.length};
    return GradientCheck.gradient(
        now,
        shape,
        x -> POLICY.loss(x, Tensor.create(sampled, shape), Tensor.create(advantages, shape)));
  }

  private static double valueLoss(double[] values, double[] sampled, double[] returns) {
    long[] shape = {values.length};
    return GradientCheck.value(
        values,
        shape,
        x -> VALUE.loss(x, Tensor.create(sampled, shape), Tensor.create(returns, shape)));
  }

  private static double[] valueGradient(double[] values, double[] sampled, double[] returns) {
    long[] shape = {values.length};
    return GradientCheck.gradient(
        values,
        shape,
        x -> VALUE.loss(x, Tensor.create(sampled, shape), Tensor.create(returns, shape)));
  }
}
