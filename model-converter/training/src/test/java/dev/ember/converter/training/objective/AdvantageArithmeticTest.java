package dev.ember.converter.training.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import org.junit.Test;

/** The plain arithmetic around PPO. */
public final class AdvantageArithmeticTest {
  private static final double EXACT = 1e-12; // sums of a few float64 terms of order 1

  @Test
  public void advantages_twoTokensByHand_areRight() {
    // delta_1 = 2 - 0.5 = 1.5; delta_0 = 1 + 0.9 * 0.5 - 0.2 = 1.25; A_0 = 1.25 + 0.9 * 0.8 * 1.5
    assertThat(
            new AdvantageEstimate(0.9, 0.8)
                .advantages(new double[] {1, 2}, new double[] {0.2, 0.5}))
        .containsExactly(new double[] {2.33, 1.5}, within(EXACT));
  }

  @Test
  public void advantages_lambdaOne_areReturnsMinusValues() {
    SplittableRandom random = new SplittableRandom(3);
    double[] rewards = random.doubles(6).toArray();
    double[] values = random.doubles(6).toArray();
    double[] advantages = new AdvantageEstimate(1, 1).advantages(rewards, values);
    double following = 0;
    for (int t = 5; t >= 0; t--) {
      following += rewards[t];
      assertThat(advantages[t]).isCloseTo(following - values[t], within(EXACT));
    }
  }

  @Test
  public void advantages_valuesForeseeEverything_areZero() {
    double[] rewards = {0.5, 0, 2};
    double[] values = {2.5, 2, 2};
    assertThat(new AdvantageEstimate(1, 0.95).advantages(rewards, values)).containsOnly(0);
  }

  @Test
  public void advantages_otherNumberOfValues_refused() {
    assertThatThrownBy(() -> new AdvantageEstimate(1, 1).advantages(new double[3], new double[2]))
        .hasMessage("expected a value for each of 3 rewards but found 2");
  }

  @Test
  public void whitening_centred_hasMeanZeroAndVarianceOne() {
    double[] white = Whitening.centred(new double[] {3, 7, 11, 3});
    assertThat(DoubleStream.of(white).sum()).isCloseTo(0, within(EXACT));
    assertThat(DoubleStream.of(white).map(x -> x * x).sum() / 4)
        .isCloseTo(1, within(1e-8)); // the epsilon over a variance of 11
  }

  @Test
  public void whitening_size_isTheRootOfTheMeanSquareAndOfNothingZero() {
    assertThat(Whitening.size(new double[] {0, 6, 0, -2, 0})).isEqualTo(Math.sqrt(8));
    assertThat(Whitening.size(new double[] {0, 0})).isZero();
  }

  @Test
  public void whitening_allEqual_becomesZero() {
    assertThat(Whitening.centred(new double[] {5, 5, 5})).containsOnly(0);
  }

  @Test
  public void adaptiveKl_atTarget_stays() {
    assertThat(new AdaptiveKl(0.1, 6, 1000).after(6, 64).coefficient()).isEqualTo(0.1);
  }

  @Test
  public void adaptiveKl_farAboveAndBelow_movesByTheLargestError() {
    AdaptiveKl kl = new AdaptiveKl(0.1, 6, 1000);
    assertThat(kl.after(60, 100).coefficient()).isCloseTo(0.1 * 1.02, within(EXACT));
    assertThat(kl.after(0, 100).coefficient()).isCloseTo(0.1 * 0.98, within(EXACT));
    assertThat(kl.after(6.6, 100).coefficient()).isCloseTo(0.1 * 1.01, within(EXACT));
  }
}
