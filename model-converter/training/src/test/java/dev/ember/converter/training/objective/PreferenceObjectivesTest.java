package dev.ember.converter.training.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.junit.Test;

/** Bradley-Terry and DPO. */
public final class PreferenceObjectivesTest {
  private static final double EXACT = 1e-12; // sums of a few float64 terms of order 1
  private static final RankedPairs THREE_AND_TWO =
      RankedPairs.of(List.of(List.of(0, 1, 2), List.of(0, 1)));
  private static final double[] SCORES = {0.9, -0.4, 0.2, -1.3, 0.7};

  @Test
  public void pairs_threeAndTwoAnswers_allPairsWithinEachPrompt() {
    assertThat(THREE_AND_TWO.better()).containsExactly(0, 0, 1, 3);
    assertThat(THREE_AND_TWO.worse()).containsExactly(1, 2, 2, 4);
    assertThat(THREE_AND_TWO.weights()).containsExactly(1 / 3.0, 1 / 3.0, 1 / 3.0, 1);
    assertThat(THREE_AND_TWO.prompts()).isEqualTo(2);
  }

  @Test
  public void pairs_equalRanks_areNotCompared() {
    RankedPairs tiers = RankedPairs.of(List.of(List.of(0, 0, 1)));
    assertThat(tiers.better()).containsExactly(0, 1);
    assertThat(tiers.worse()).containsExactly(2, 2);
    assertThat(tiers.weights()).containsExactly(0.5, 0.5);
  }

  @Test
  public void pairs_nothingToCompare_refused() {
    assertThatThrownBy(() -> RankedPairs.of(List.of(List.of(0, 1), List.of(1, 1))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected answers of different ranks but found the ranks [1, 1]");
  }

  @Test
  public void bradleyTerry_equalScores_isLnTwoAPrompt() {
    double loss =
        GradientCheck.value(
            new double[5], new long[] {5}, scores -> BradleyTerry.loss(scores, THREE_AND_TWO));
    assertThat(loss).isCloseTo(2 * Math.log(2), within(EXACT));
  }

  @Test
  public void bradleyTerry_knownScores_isTheMeanOfPairsSummedOverPrompts() {
    double first = (loses(0.9 + 0.4) + loses(0.9 - 0.2) + loses(-0.4 - 0.2)) / 3;
    double second = loses(-1.3 - 0.7);
    double loss =
        GradientCheck.value(
            SCORES, new long[] {5}, scores -> BradleyTerry.loss(scores, THREE_AND_TWO));
    assertThat(loss).isCloseTo(first + second, within(EXACT));
  }

  @Test
  public void bradleyTerry_sureOfTheWrongOrder_staysFinite() {
    double loss =
        GradientCheck.value(
            new double[] {-600, 600},
            new long[] {2},
            scores -> BradleyTerry.loss(scores, RankedPairs.of(List.of(List.of(0, 1)))));
    assertThat(loss).isEqualTo(1200);
  }

  @Test
  public void bradleyTerry_gradient_equalsFiniteDifferences() {
    GradientCheck.at(SCORES, new long[] {5}, scores -> BradleyTerry.loss(scores, THREE_AND_TWO));
  }

  @Test
  public void directPreference_policyIsReference_isLnTwoWithEqualAndOppositePulls() {
    DirectPreference objective = new DirectPreference(0.1);
    double[] same = {-12.5, -3.25};
    RankedPairs pair = RankedPairs.of(List.of(List.of(0, 1)));
    double[] gradient =
        GradientCheck.gradient(
            same, new long[] {2}, policy -> objective.loss(policy, Tensor.create(same, 2), pair));
    // d/dx -log sigmoid(beta x) at 0 is -beta / 2.
    assertThat(gradient).containsExactly(new double[] {-0.05, 0.05}, within(EXACT));
    double loss =
        GradientCheck.value(
            same, new long[] {2}, policy -> objective.loss(policy, Tensor.create(same, 2), pair));
    assertThat(loss).isCloseTo(Math.log(2), within(EXACT));
  }

  @Test
  public void directPreference_knownLogProbabilities_isThePapersFormula() {
    DirectPreference objective = new DirectPreference(0.3);
    double margin = 0.3 * ((-10 - -11) - (-7 - -5.5));
    double loss =
        GradientCheck.value(
            new double[] {-10, -7},
            new long[] {2},
            policy ->
                objective.loss(
                    policy,
                    Tensor.create(new double[] {-11, -5.5}, 2),
                    RankedPairs.of(List.of(List.of(0, 1)))));
    assertThat(loss).isCloseTo(loses(margin), within(EXACT));
  }

  @Test
  public void directPreference_gradient_equalsFiniteDifferences() {
    double[] reference = {-4, -5, -6, -2, -3};
    GradientCheck.at(
        new double[] {-4.5, -4.1, -6.7, -2.2, -1.9},
        new long[] {5},
        policy ->
            new DirectPreference(0.5).loss(policy, Tensor.create(reference, 5), THREE_AND_TWO));
  }

  /** -log sigmoid(margin), written otherwise than torch does. */
  private static double loses(double margin) {
    return Math.log1p(Math.exp(-margin));
  }
}
