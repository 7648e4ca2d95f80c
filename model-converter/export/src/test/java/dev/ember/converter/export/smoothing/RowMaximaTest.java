package dev.ember.converter.export.smoothing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.Test;

public final class RowMaximaTest {
  private static final int ROWS = 50;
  private static final int COLUMNS = 70;
  private static final int CANDIDATES = 5;

  /** To the bit: what is passed over could not have raised a maximum. */
  @Test
  public void squares_manyCandidates_areThoseOfEachAlone() {
    Random random = new Random(4);
    float[] rows = new float[ROWS * COLUMNS];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = (float) random.nextGaussian();
    }
    float[][] candidates = new float[CANDIDATES][COLUMNS];
    double[] expected = new double[CANDIDATES];
    for (int c = 0; c < CANDIDATES; c++) {
      for (int j = 0; j < COLUMNS; j++) {
        candidates[c][j] = Math.scalb(1f, random.nextInt(3) - 1);
      }
      for (int i = 0; i < ROWS; i++) {
        float max = 0;
        for (int j = 0; j < COLUMNS; j++) {
          max = Math.max(max, Math.abs(rows[i * COLUMNS + j]) * candidates[c][j]);
        }
        expected[c] += (double) max * max;
      }
    }
    assertThat(new RowMaxima(candidates).squares(rows, ROWS)).isEqualTo(expected);
  }
}
