package dev.ember.inference.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.Test;

public final class RotaryTest {
  private static final Offset<Double> ROUNDING = within(1e-12);

  @Test
  public void frequency_plain_isThePowerOfTheta() {
    Rotary rotary = Rotary.plain(8, 10_000);
    assertThat(rotary.frequency(0, 512)).isEqualTo(1);
    assertThat(rotary.frequency(1, 512)).isCloseTo(0.1, ROUNDING);
    assertThat(rotary.frequency(3, 512)).isCloseTo(0.001, ROUNDING);
  }

  @Test
  public void frequency_linear_isDividedEverywhere() {
    assertThat(Rotary.linear(8, 10_000, 4).frequency(1, 512)).isCloseTo(0.025, ROUNDING);
  }

  /** Llama 3.1: 8192 positions, factor 8, from 1 to 4 turns. */
  @Test
  public void llama3_wavelengths_areKeptInterpolatedAndStretched() {
    Rotary rotary = Rotary.plain(128, 500_000).llama3(8, 1, 4, 8192);
    List<Double> factors = rotary.factors();
    assertThat(factors).hasSize(64).isSorted();
    assertThat(factors.get(0)).isEqualTo(1);
    assertThat(factors.get(63)).isEqualTo(8);
    for (int pair = 0; pair < factors.size(); pair++) {
      double frequency = Math.pow(500_000, -pair / 64.0);
      double turns = 8192 * frequency / (2 * Math.PI);
      double expected =
          turns > 4
              ? frequency
              : turns < 1
                  ? frequency / 8
                  : (1 - (turns - 1) / 3) * frequency / 8 + (turns - 1) / 3 * frequency;
      assertThat(rotary.frequency(pair, 131_072)).isCloseTo(expected, ROUNDING);
    }
  }

  @Test
  public void frequency_longFactors_dependOnTheContextAlone() {
    Rotary rotary = new Rotary(4, 100, List.of(1.0, 2.0), List.of(1.0, 5.0), 64, 1.1);
    assertThat(rotary.frequency(1, 64)).isCloseTo(0.1 / 2, ROUNDING);
    assertThat(rotary.frequency(1, 65)).isCloseTo(0.1 / 5, ROUNDING);
  }

  @Test
  public void new_impossible_isRefused() {
    assertThatThrownBy(() -> Rotary.plain(7, 100))
        .hasMessage("expected an even number of rotary dimensions but found 7");
    assertThatThrownBy(() -> Rotary.plain(8, Double.NaN))
        .hasMessage("expected a positive theta but found NaN");
    assertThatThrownBy(() -> Rotary.plain(8, 100).withFactors(List.of(1.0)))
        .hasMessage("expected 4 rotary factors but found 1");
    assertThatThrownBy(() -> Rotary.linear(2, 100, -1))
        .hasMessage("expected a positive rotary factor but found -1.0");
  }
}
