package dev.ember.inference.backend.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.Test;

public final class LinearTest {
  private static final int[] ROWS = {1, 2, 7, 8};
  private static final int[] COLUMNS = {3, 8, 18};
  private static final int[] COUNTS = {1, 15, 16, 33};

  /** Of a sum of at most 18 products of floats below 1 in size. */
  private static final float ROUNDING = 1e-5f;

  private final Random random = new Random(11);

  @Test
  public void apply_manyTokens_givesTheBitsOfOneByOne() {
    for (int rows : ROWS) {
      for (int columns : COLUMNS) {
        float[] weights = values(rows * columns);
        float[] bias = values(rows);
        Linear linear = linear(weights, bias);
        for (int count : COUNTS) {
          float[] x = values(count * columns);
          // Longer than the result: scratch is made for the longest text.
          float[] y = new float[(count + 2) * rows];
          linear.apply(x, count, y);
          for (int t = 0; t < count; t++) {
            float[] one = new float[rows];
            linear.apply(Arrays.copyOfRange(x, t * columns, (t + 1) * columns), 1, one);
            assertThat(Arrays.copyOfRange(y, t * rows, (t + 1) * rows))
                .as("%d rows, %d columns, token %d of %d", rows, columns, t, count)
                .isEqualTo(one);
            requireProduct(
                one, weights, Arrays.copyOfRange(x, t * columns, (t + 1) * columns), bias);
          }
          assertThat(Arrays.copyOfRange(y, count * rows, y.length)).containsOnly(0);
        }
      }
    }
  }

  private static void requireProduct(float[] y, float[] weights, float[] x, float[] bias) {
    for (int row = 0; row < y.length; row++) {
      double sum = bias[row];
      for (int i = 0; i < x.length; i++) {
        sum += (double) weights[row * x.length + i] * x[i];
      }
      assertThat(y[row]).isCloseTo((float) sum, within(ROUNDING));
    }
  }

  private static Linear linear(float[] weights, float[] bias) {
    LinearInputs inputs = new LinearInputs(Activations.FLOAT32, LinearObserver.NONE);
    return new Linear("weight", new HeldRows(weights, bias.length), bias, inputs);
  }

  private float[] values(int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = random.nextFloat() * 2 - 1;
    }
    return values;
  }
}
