package dev.ember.converter.export.parity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.Test;

public final class LogitComparisonTest {
  /** Double arithmetic on float inputs. */
  private static final double EXACT = 1e-9;

  @Test
  public void divergence_sameLogits_isZero() {
    float[] logits = {1, -2, 30};
    assertThat(LogitComparison.divergence(logits, logits)).isEqualTo(0, within(EXACT));
  }

  @Test
  public void divergence_shiftedLogits_isZero() {
    assertThat(LogitComparison.divergence(new float[] {1, 2, 3}, new float[] {11, 12, 13}))
        .isEqualTo(0, within(EXACT));
  }

  @Test
  public void divergence_twoTokens_isTheFormulas() {
    // P = (1/2, 1/2), Q = (3/4, 1/4): KL = 1/2 ln(2/3) + 1/2 ln 2
    float[] reference = {0, 0};
    float[] converted = {(float) Math.log(3), 0};
    double expected = 0.5 * Math.log(2.0 / 3) + 0.5 * Math.log(2);
    assertThat(LogitComparison.divergence(reference, converted)).isEqualTo(expected, within(1e-7));
  }

  @Test
  public void sameBest_nearTieInTheReference_counts() {
    float[] reference = {5, 4.95f, 0};
    assertThat(LogitComparison.sameBest(reference, new float[] {1, 2, 0})).isTrue();
    assertThat(LogitComparison.sameBest(reference, new float[] {1, 2, 3})).isFalse();
  }

  @Test
  public void maxDifferenceAndRange_areOverAllTokens() {
    assertThat(LogitComparison.maxDifference(new float[] {1, -2, 3}, new float[] {1.5f, 1, 3}))
        .isEqualTo(3);
    assertThat(LogitComparison.range(new float[] {1, -2, 3})).isEqualTo(5);
  }
}
