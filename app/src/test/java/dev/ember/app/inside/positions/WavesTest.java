package dev.ember.app.inside.positions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.Test;

public final class WavesTest {
  /** The lesson gives two digits. */
  private static final float TWO_DIGITS = 0.005f;

  /** Rounding of thirty-two products of floats. */
  private static final float ROUNDING = 1e-4f;

  @Test
  public void height_ofTheQuickestPair_isWhatTheLessonSays() {
    assertThat(Waves.height(0, 0)).isZero();
    assertThat(Waves.height(0, 1)).isEqualTo(1);
    assertThat(Waves.height(1, 0)).isCloseTo(0.84f, within(TWO_DIGITS));
    assertThat(Waves.height(2, 1)).isCloseTo(-0.42f, within(TWO_DIGITS));
  }

  @Test
  public void height_dotProductOfTwoPlaces_dependsOnTheirDistanceAlone() {
    for (int distance = 0; distance < 20; distance++) {
      float first = dot(0, distance);
      for (int place = 1; place < 40; place++) {
        assertThat(dot(place, place + distance)).isCloseTo(first, within(ROUNDING));
      }
    }
  }

  private static float dot(int one, int other) {
    float dot = 0;
    for (int number = 0; number < Waves.NUMBERS; number++) {
      dot += Waves.height(one, number) * Waves.height(other, number);
    }
    return dot;
  }

  @Test
  public void drawn_pairs_areTheFirstTheLastAndSomeBetween() {
    assertThat(TurningPairs.drawn(32)).hasSize(8).startsWith(0).endsWith(31).isSorted();
    assertThat(TurningPairs.drawn(3)).containsExactly(0, 1, 2);
    assertThat(TurningPairs.drawn(1)).containsExactly(0);
    assertThat(TurningPairs.drawn(0)).isEmpty();
  }
}
