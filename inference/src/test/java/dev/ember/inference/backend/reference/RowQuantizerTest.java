package dev.ember.inference.backend.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.Test;

public final class RowQuantizerTest {

  @Test
  public void round_anyRow_isWithinOneStep() {
    Random random = new Random(1);
    for (int run = 0; run < 200; run++) {
      float[] row = new float[1 + random.nextInt(40)];
      float shift = (random.nextFloat() - 0.5f) * 4;
      for (int i = 0; i < row.length; i++) {
        row[i] = (float) random.nextGaussian() + shift;
      }
      float[] rounded = new float[row.length];
      RowQuantizer.round(row, 0, row.length, rounded);
      float step = range(row) / 255;
      for (int i = 0; i < row.length; i++) {
        assertThat(rounded[i]).isCloseTo(row[i], within(step * 1.01f));
      }
    }
  }

  @Test
  public void round_zeros_staysZero() {
    float[] rounded = {9, 9};
    RowQuantizer.round(new float[] {0, 0}, 0, 2, rounded);
    assertThat(rounded).containsExactly(0, 0);
  }

  @Test
  public void round_zeroAmongOthers_staysExactlyZero() {
    float[] row = {0.1f, 0, -3.7f, 12.3f};
    float[] rounded = new float[4];
    RowQuantizer.round(row, 0, 4, rounded);
    assertThat(rounded[1]).isZero();
    assertThat(rounded[3]).isCloseTo(12.3f, within(16f / 255));
  }

  @Test
  public void round_positiveRow_usesTheWholeRangeFromZero() {
    float[] row = {255, 1, 128};
    float[] rounded = new float[3];
    RowQuantizer.round(row, 0, 3, rounded);
    assertThat(rounded).containsExactly(255, 1, 128);
  }

  private static float range(float[] row) {
    float min = 0;
    float max = 0;
    for (float value : row) {
      min = Math.min(min, value);
      max = Math.max(max, value);
    }
    return max - min;
  }
}
