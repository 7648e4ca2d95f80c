package dev.ember.converter.export.smoothing;

import java.util.Arrays;

/** The largest magnitude of each row of weights, with some candidates of factors at once. */
final class RowMaxima {
  private final int columns;
  private final float[][] factors; // [columns, candidates]
  private final float[] largest; // [columns], of all candidates
  private final float[] maxima; // [candidates], of the row that is looked at

  /**
   * @param candidates factors of the columns, {@code [columns]} each; none is negative
   */
  RowMaxima(float[][] candidates) {
    columns = candidates[0].length;
    factors = new float[columns][candidates.length];
    largest = new float[columns];
    maxima = new float[candidates.length];
    for (int c = 0; c < candidates.length; c++) {
      for (int j = 0; j < columns; j++) {
        factors[j][c] = candidates[c][j];
        largest[j] = Math.max(largest[j], candidates[c][j]);
      }
    }
  }

  /**
   * The sum over some rows of the square of the row's largest magnitude, for each candidate.
   *
   * @param rows {@code [count, columns]}, finite: what is no number raises no maximum
   */
  double[] squares(float[] rows, int count) {
    double[] sums = new double[maxima.length];
    for (int i = 0; i < count; i++) {
      find(rows, i * columns);
      for (int c = 0; c < sums.length; c++) {
        sums[c] += (double) maxima[c] * maxima[c];
      }
    }
    return sums;
  }

  /** Few columns raise a maximum: most weights are too small for it with any of the factors. */
  private void find(float[] rows, int from) {
    Arrays.fill(maxima, 0);
    float least = 0;
    for (int j = 0; j < columns; j++) {
      float magnitude = Math.abs(rows[from + j]);
      if (magnitude * largest[j] > least) {
        least = raise(magnitude, factors[j]);
      }
    }
  }

  /** The least maximum, once a column is counted in. */
  private float raise(float magnitude, float[] ofColumn) {
    float least = Float.MAX_VALUE;
    for (int c = 0; c < maxima.length; c++) {
      maxima[c] = Math.max(maxima[c], magnitude * ofColumn[c]);
      least = Math.min(least, maxima[c]);
    }
    return least;
  }
}
