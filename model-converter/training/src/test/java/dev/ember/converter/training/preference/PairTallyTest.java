package dev.ember.converter.training.preference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.Test;

public final class PairTallyTest {

  @Test
  public void accuracy_rightWrongAndTie_tieIsHalf() {
    PairTally tally = new PairTally();
    tally.add(new float[] {1, -2, 0, 3});
    assertThat(tally.pairs()).isEqualTo(4);
    assertThat(tally.accuracy()).isEqualTo(0.625);
    assertThat(tally.meanMargin()).isEqualTo(0.5);
    double loss =
        (Math.log1p(Math.exp(-1))
                + Math.log1p(Math.exp(2))
                + Math.log(2)
                + Math.log1p(Math.exp(-3)))
            / 4;
    assertThat(tally.loss()).isCloseTo(loss, within(1e-9));
  }

  @Test
  public void calibration_sureAndOftenWrong_isFoundOut() {
    PairTally tally = new PairTally();
    // Margin 2 claims 88 %: three of four were right.
    tally.add(new float[] {2, 2, 2, -2});
    assertThat(tally.calibration()).hasSize(1);
    PairTally.Bin bin = tally.calibration().get(0);
    assertThat(bin.claimed()).isCloseTo(0.8808, within(1e-4));
    assertThat(bin.right()).isEqualTo(0.75);
    assertThat(tally.calibrationError()).isCloseTo(0.1308, within(1e-4));
  }

  @Test
  public void calibration_certainBeyondFloat_isInTheLastBin() {
    PairTally tally = new PairTally();
    tally.add(new float[] {500, 0});
    assertThat(tally.calibration()).hasSize(2);
    assertThat(tally.calibration().get(1).claimed()).isEqualTo(1);
  }
}
