package dev.ember.inference.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.Test;

/**
 * Against the numbers of another implementation: {@code _compute_yarn_parameters} of transformers
 * 5.24.0 (4.57.1 gives the same), with its tensor operations done by numpy in float32.
 */
public final class YarnTest {
  /** Of float32, in which the expected numbers were computed: some ten roundings of 6e-8. */
  private static final double FLOAT32_ROUNDING = 1e-6;

  private static final Offset<Double> EXACT = within(1e-12);

  private static final int CONTEXT = 512; // which decides nothing

  /** What the model cards of Qwen 2.5 and 3 tell to add for long texts: a head of 128. */
  @Test
  public void usual_asForQwen_turnsAsTransformersDoes() {
    Yarn yarn = Yarn.usual(4, 32_768);
    Rotary rotary = yarn.stretch(Rotary.plain(128, 1_000_000), yarn.usualAttention());
    assertFrequency(rotary, 0, 1);
    assertFrequency(rotary, 23, 0.00697830599); // the last that stays
    assertFrequency(rotary, 24, 0.00537532149);
    assertFrequency(rotary, 32, 0.000602941145);
    assertFrequency(rotary, 39, 6.4903943e-05);
    assertFrequency(rotary, 40, 4.44569851e-05); // the first that is wholly stretched
    assertFrequency(rotary, 63, 3.10234441e-07);
    assertThat(rotary.attentionFactor()).isCloseTo(1.138629436111989, EXACT);
  }

  @Test
  public void usual_shortHead_turnsAsTransformersDoes() {
    Rotary rotary = Yarn.usual(4, 64).stretch(Rotary.plain(16, 10_000), 1);
    assertFrequencies(
        rotary,
        List.of(
            1.0,
            0.237170815,
            0.049999997,
            0.00790569466,
            0.00249999994,
            0.000790569466,
            0.000250000012,
            7.90569466e-05));
  }

  @Test
  public void betasWithoutTruncation_rampBetweenFractionsOfPairs() {
    Yarn yarn = new Yarn(4, 64, 8, 2, false);
    Rotary rotary = yarn.stretch(Rotary.plain(16, 10_000), 1.25);
    assertFrequencies(
        rotary,
        List.of(
            1.0,
            0.160589159,
            0.0250000004,
            0.00790569466,
            0.00249999994,
            0.000790569466,
            0.000250000012,
            7.90569466e-05));
    assertThat(rotary.attentionFactor()).isEqualTo(1.25);
  }

  /** The ramp is reckoned over the dimensions that are turned: 16 of 32 here. */
  @Test
  public void weightsOfAttention_ofAPartlyTurnedHead_areThoseOfTransformers() {
    Yarn yarn = Yarn.usual(40, 1024);
    double attention = yarn.attention(0.707) / yarn.attention(1);
    Rotary rotary = yarn.stretch(Rotary.plain(16, 10_000), attention);
    assertFrequencies(
        rotary,
        List.of(
            1.0,
            0.316227764,
            0.0756250024,
            0.0162066743,
            0.00268749986,
            7.90569466e-05,
            2.49999994e-05,
            7.90569447e-06));
    assertThat(rotary.attentionFactor()).isCloseTo(0.9210423553163399, EXACT);
  }

  @Test
  public void originalContextOfAFewPositions_leavesNoRamp() {
    Rotary rotary = Yarn.usual(2, 4).stretch(Rotary.plain(8, 10_000), 1);
    assertFrequencies(rotary, List.of(1.0, 0.0500000007, 0.00499999989, 0.000500000024));
  }

  @Test
  public void factorOfAtMostOne_leavesAttentionAlone() {
    assertThat(Yarn.usual(1, 64).usualAttention()).isEqualTo(1);
    assertThat(Yarn.usual(0.5, 64).attention(0.707)).isEqualTo(1);
  }

  @Test
  public void new_impossible_isRefusedWithWhatWasFound() {
    assertThatThrownBy(() -> Yarn.usual(0, 64)).hasMessageEndingWith("found [0.0, 64, 1.0, 32.0]");
    assertThatThrownBy(() -> Yarn.usual(2, 0)).hasMessageEndingWith("found [2.0, 0, 1.0, 32.0]");
    assertThatThrownBy(() -> new Yarn(2, 64, 1, 2, true))
        .hasMessageContaining("a fast beta of no less")
        .hasMessageEndingWith("found [2.0, 64, 2.0, 1.0]");
    assertThatThrownBy(() -> Yarn.usual(Double.NaN, 64)).hasMessageContaining("positive factor");
  }

  private static void assertFrequencies(Rotary rotary, List<Double> expected) {
    assertThat(rotary.factors()).hasSameSizeAs(expected);
    for (int pair = 0; pair < expected.size(); pair++) {
      assertFrequency(rotary, pair, expected.get(pair));
    }
  }

  private static void assertFrequency(Rotary rotary, int pair, double expected) {
    assertThat(rotary.frequency(pair, CONTEXT))
        .as("pair %d", pair)
        .isCloseTo(expected, within(expected * FLOAT32_ROUNDING));
  }
}
