package dev.ember.inference.backend.reference;

import java.util.Arrays;

/**
 * A linear layer, {@code y = W x + b}. One token and many give the same bits: either way a product
 * is summed in groups of four columns, from left to right.
 */
final class Linear {
  /**
   * From this many tokens on the loop runs over tokens, which the compiler turns into vector
   * instructions (JDK 17 on AVX-512: 11 against 3 billion products a second for 64 tokens).
   */
  private static final int MANY = 16;

  private static final int GROUP = 4;

  private final String name;
  private final WeightRows rows; // [rows, columns]
  private final float[] bias; // [rows], zeros where the layer has none
  private final int columns;
  private final int grouped; // columns that fill whole groups
  private final LinearInputs inputs;
  private float[] weights = new float[0]; // the rows at hand

  /**
   * @param name of the weight
   * @param rows {@code [rows, columns]}
   * @param bias {@code [rows]}
   */
  Linear(String name, WeightRows rows, float[] bias, LinearInputs inputs) {
    this.name = name;
    this.rows = rows;
    this.bias = bias;
    this.inputs = inputs;
    columns = rows.columns();
    grouped = columns - columns % GROUP;
  }

  /**
   * @param x {@code [count, columns]}
   * @param y receives {@code [count, rows]}
   */
  void apply(float[] x, int count, float[] y) {
    float[] seen = inputs.prepare(name, x, count, columns);
    boolean many = count >= MANY;
    float[][] transposed = many ? inputs.transpose(seen, count, columns) : new float[0][];
    float[] sums = new float[count];
    for (int first = 0; first < bias.length; first += rows.blockRows()) {
      int end = Math.min(first + rows.blockRows(), bias.length);
      weights = rows.block(first, end - first);
      for (int row = first; row < end; row++) {
        int w = (row - first) * columns;
        if (many) {
          multiply(w, transposed, sums);
        } else {
          multiply(w, seen, sums);
        }
        for (int t = 0; t < count; t++) {
          y[t * bias.length + row] = sums[t] + bias[row];
        }
      }
    }
  }

  /**
   * One row of weights by few inputs.
   *
   * @param x {@code [count, columns]}
   */
  private void multiply(int w, float[] x, float[] sums) {
    for (int t = 0; t < sums.length; t++) {
      sums[t] = dot(w, x, t * columns);
    }
  }

  private float dot(int w, float[] x, int at) {
    float sum = 0;
    int i = 0;
    for (; i < grouped; i += GROUP) {
      sum +=
          weights[w + i] * x[at + i]
              + weights[w + i + 1] * x[at + i + 1]
              + weights[w + i + 2] * x[at + i + 2]
              + weights[w + i + 3] * x[at + i + 3];
    }
    for (; i < columns; i++) {
      sum += weights[w + i] * x[at + i];
    }
    return sum;
  }

  /**
   * One row of weights by many inputs.
   *
   * @param x {@code [columns][count]}: one array a column, for with an offset the compiler would
   *     not see that the loops below are free of order
   */
  private void multiply(int w, float[][] x, float[] sums) {
    Arrays.fill(sums, 0);
    int i = 0;
    for (; i < grouped; i += GROUP) {
      addGroup(w + i, x, i, sums);
    }
    for (; i < columns; i++) {
      addColumn(weights[w + i], x[i], sums);
    }
  }

  private void addGroup(int w, float[][] x, int column, float[] sums) {
    float a = weights[w];
    float b = weights[w + 1];
    float c = weights[w + 2];
    float d = weights[w + 3];
    float[] xa = x[column];
    float[] xb = x[column + 1];
    float[] xc = x[column + 2];
    float[] xd = x[column + 3];
    for (int t = 0; t < sums.length; t++) {
      sums[t] += a * xa[t] + b * xb[t] + c * xc[t] + d * xd[t];
    }
  }

  private static void addColumn(float weight, float[] x, float[] sums) {
    for (int t = 0; t < sums.length; t++) {
      sums[t] += weight * x[t];
    }
  }
}
