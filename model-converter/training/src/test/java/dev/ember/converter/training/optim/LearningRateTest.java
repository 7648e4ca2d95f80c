package dev.ember.converter.training.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.Test;

public final class LearningRateTest {
  private static final double TOLERANCE = 1e-12; // exact but for the cosine's rounding

  @Test
  public void at_everyPartOfTheSchedule_equalsTable() {
    LearningRate rate = new LearningRate(1.0, 0.1, 4, 105);
    double[][] table = {
      {0, 0.25}, // warm-up starts above zero
      {3, 1.0}, // and ends at the peak
      {4, 1.0}, // where the cosine begins
      {29, 0.1 + 0.9 * 0.5 * (1 + Math.sqrt(0.5))}, // a quarter of the way
      {54, 0.55}, // half way is the middle
      {104, 0.1}, // the last step is the floor
      {500, 0.1}, // and so is all after it
    };
    for (double[] row : table) {
      assertThat(rate.at((int) row[0])).as("step %s", row[0]).isCloseTo(row[1], within(TOLERANCE));
    }
  }

  @Test
  public void at_noWarmUp_startsAtPeak() {
    assertThat(new LearningRate(2.0, 0, 0, 10).at(0)).isCloseTo(2.0, within(TOLERANCE));
  }

  @Test
  public void at_warmUpOnlyButOne_staysDefined() {
    assertThat(new LearningRate(2.0, 0.5, 1, 2).at(1)).isCloseTo(2.0, within(TOLERANCE));
  }

  @Test
  public void until_aStep_keepsTheRatesBeforeIt() {
    LearningRate all = new LearningRate(1.0, 0.1, 4, 105);
    LearningRate part = all.until(30);
    assertThat(part.steps()).isEqualTo(30);
    assertThat(part.at(29)).isEqualTo(all.at(29));
    assertThatThrownBy(() -> all.until(106))
        .hasMessage("expected to end at a step from 1 to 105 but found 106");
  }

  @Test
  public void constructor_warmUpNotShorterThanRun_refused() {
    assertThatThrownBy(() -> new LearningRate(1, 0, 10, 10))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("10 of 10");
  }

  @Test
  public void constructor_floorAbovePeak_refused() {
    assertThatThrownBy(() -> new LearningRate(1, 2, 0, 10))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("floor 2.0");
  }
}
