package dev.ember.converter.export.smoothing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ember.converter.export.weights.LayerInputs;
import java.util.Arrays;
import java.util.Random;
import org.junit.Test;

/** Against a layer that multiplies each input by a weight of its own, whose error adds up. */
public final class RoundingErrorTest {
  private static final int TOKENS = 9;
  private static final int COLUMNS = 40;

  /** Steps are counted in float32, whose rounding of 255 steps is a millionth of one. */
  private static final double RELATIVE = 1e-3;

  /** The error is one of expectation: with so many weights it is within a tenth. */
  private static final double EXPECTED = 0.1;

  private final Random random = new Random(1);

  @Test
  public void ofInputs_plain_isTheShareThatRoundingTakesOff() {
    float[] x = normal(TOKENS * COLUMNS);
    double[] squares = squares(normal(COLUMNS));
    double expected = 0;
    for (int t = 0; t < TOKENS; t++) {
      expected += share(Arrays.copyOfRange(x, t * COLUMNS, (t + 1) * COLUMNS), squares);
    }
    float[] ones = new float[COLUMNS];
    Arrays.fill(ones, 1);
    assertThat(new RoundingError(new LayerInputs(x, COLUMNS), squares).ofInputs(ones))
        .isCloseTo(expected, within(RELATIVE * expected));
  }

  @Test
  public void ofInputs_factors_areThoseOfTheScaledLayer() {
    float[] x = normal(TOKENS * COLUMNS);
    float[] weights = normal(COLUMNS);
    float[] factors = new float[COLUMNS];
    float[] ones = new float[COLUMNS];
    Arrays.fill(ones, 1);
    float[] scaledInputs = x.clone();
    float[] scaledWeights = weights.clone();
    for (int j = 0; j < COLUMNS; j++) {
      factors[j] = Math.scalb(1f, random.nextInt(5) - 2);
      scaledWeights[j] *= factors[j];
      for (int t = 0; t < TOKENS; t++) {
        scaledInputs[t * COLUMNS + j] /= factors[j];
      }
    }
    double withFactors =
        new RoundingError(new LayerInputs(x, COLUMNS), squares(weights)).ofInputs(factors);
    double scaled =
        new RoundingError(new LayerInputs(scaledInputs, COLUMNS), squares(scaledWeights))
            .ofInputs(ones);
    assertThat(withFactors).isCloseTo(scaled, within(RELATIVE * scaled));
  }

  @Test
  public void ofInputs_tokenOfZeros_countsNothing() {
    float[] x = normal(2 * COLUMNS);
    Arrays.fill(x, COLUMNS, 2 * COLUMNS, 0);
    double[] squares = squares(normal(COLUMNS));
    float[] ones = new float[COLUMNS];
    Arrays.fill(ones, 1);
    double alone =
        new RoundingError(new LayerInputs(Arrays.copyOf(x, COLUMNS), COLUMNS), squares)
            .ofInputs(ones);
    assertThat(new RoundingError(new LayerInputs(x, COLUMNS), squares).ofInputs(ones))
        .isEqualTo(alone);
  }

  @Test
  public void ofWeights_randomRows_isWhatEightBitsTakeOff() {
    int rows = 200;
    float[] weights = normal(rows * COLUMNS);
    float[] x = normal(TOKENS * COLUMNS);
    double[] squares = new double[COLUMNS];
    double rowMaximaSquares = 0;
    double expected = 0;
    for (int o = 0; o < rows; o++) {
      float[] row = Arrays.copyOfRange(weights, o * COLUMNS, (o + 1) * COLUMNS);
      float max = 0;
      for (int j = 0; j < COLUMNS; j++) {
        squares[j] += row[j] * row[j];
        max = Math.max(max, Math.abs(row[j]));
      }
      rowMaximaSquares += max * max;
    }
    for (int t = 0; t < TOKENS; t++) {
      double size = 0;
      double off = 0;
      for (int j = 0; j < COLUMNS; j++) {
        size += squares[j] * x[t * COLUMNS + j] * x[t * COLUMNS + j];
      }
      for (int o = 0; o < rows; o++) {
        off += squaredOff(weights, o * COLUMNS, x, t * COLUMNS);
      }
      expected += off / size;
    }
    float[] ones = new float[COLUMNS];
    Arrays.fill(ones, 1);
    RoundingError error = new RoundingError(new LayerInputs(x, COLUMNS), squares);
    assertThat(error.ofWeights(ones, rowMaximaSquares))
        .isCloseTo(expected, within(EXPECTED * expected));
  }

  /** The squared change of one result by rounding its row of weights. */
  private static double squaredOff(float[] weights, int row, float[] x, int token) {
    float max = 0;
    for (int j = 0; j < COLUMNS; j++) {
      max = Math.max(max, Math.abs(weights[row + j]));
    }
    double step = max / 127.0;
    double off = 0;
    for (int j = 0; j < COLUMNS; j++) {
      double weight = weights[row + j];
      off += (Math.rint(weight / step) * step - weight) * x[token + j];
    }
    return off * off;
  }

  private static double share(float[] x, double[] squares) {
    double min = 0;
    double max = 0;
    for (float value : x) {
      min = Math.min(min, value);
      max = Math.max(max, value);
    }
    double step = (max - min) / 255;
    double off = 0;
    double size = 0;
    for (int j = 0; j < x.length; j++) {
      double error = Math.rint(x[j] / step) * step - x[j];
      off += squares[j] * error * error;
      size += squares[j] * x[j] * x[j];
    }
    return off / size;
  }

  private static double[] squares(float[] weights) {
    double[] squares = new double[weights.length];
    for (int j = 0; j < weights.length; j++) {
      squares[j] = (double) weights[j] * weights[j];
    }
    return squares;
  }

  private float[] normal(int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }
}
