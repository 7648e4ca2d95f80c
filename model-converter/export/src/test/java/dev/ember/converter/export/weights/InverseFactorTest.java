package dev.ember.converter.export.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.Test;

public final class InverseFactorTest {
  private static final int COLUMNS = 12;
  private static final int COUNT = 42; // no multiple of what is taken at once

  /** Of a factor stored as floats, on entries of about 1. */
  private static final double ROUNDING = 1e-4;

  @Test
  public void of_inputs_factorsTheInverseOfTheirMoments() {
    Random random = new Random(3);
    float[] values = new float[COUNT * COLUMNS];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian() + (i % COLUMNS == 0 ? 0 : 0.7f * values[i - 1]);
    }
    int from = 2;
    int size = 8;
    float[][] u = InverseFactor.of(new LayerInputs(values, COLUMNS), from, size);
    double[][] moments = dampedMoments(values, from, size);
    // (U^T U) (H + d) = 1
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < size; j++) {
        double sum = 0;
        for (int k = 0; k < size; k++) {
          sum += inverse(u, i, k) * moments[k][j];
        }
        assertThat(sum).isEqualTo(i == j ? 1 : 0, within(ROUNDING));
      }
    }
  }

  @Test
  public void of_inputsThatAreAlwaysZero_isFinite() {
    float[][] u = InverseFactor.of(new LayerInputs(new float[COUNT * COLUMNS], COLUMNS), 0, 4);
    for (int i = 0; i < u.length; i++) {
      assertThat(u[i][i]).isEqualTo(1);
      assertThat(u[i]).doesNotContain(Float.NaN);
    }
  }

  private static double inverse(float[][] u, int i, int j) {
    double sum = 0;
    for (float[] row : u) {
      sum += (double) row[i] * row[j];
    }
    return sum;
  }

  private static double[][] dampedMoments(float[] values, int from, int size) {
    double[][] moments = new double[size][size];
    double trace = 0;
    for (int t = 0; t < COUNT; t++) {
      for (int i = 0; i < size; i++) {
        for (int j = 0; j < size; j++) {
          moments[i][j] += (double) values[t * COLUMNS + from + i] * values[t * COLUMNS + from + j];
        }
      }
    }
    for (int i = 0; i < size; i++) {
      trace += moments[i][i];
    }
    for (int i = 0; i < size; i++) {
      moments[i][i] += 0.01 * trace / size;
    }
    return moments;
  }
}
