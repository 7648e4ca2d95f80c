package dev.ember.converter.export.smoothing;

import dev.ember.converter.export.weights.LayerInputs;

/**
 * How far eight bits take a linear layer's result off, with some factors on its inputs: the sum
 * over the tokens of a text of the expected squared error, each token's as a share of the squared
 * size of its result. Behind the layer comes a norm, before which a token of large numbers says no
 * more than others; without shares the first token of a text, often a thousand times as large as
 * any other, would decide alone.
 */
final class RoundingError {
  /** Steps over a token's range, as every runtime takes them. */
  private static final float INPUT_STEPS = 255;

  /**
   * Adding and taking away 1.5 * 2^23 rounds a small float to an integer, ties to even, as {@link
   * Math#rint} does, which is a call where no compiler knows it.
   */
  private static final float WHOLE = 0x1.8p23f;

  /** Steps from zero to a row's largest weight. */
  private static final double WEIGHT_STEPS = 127;

  /** The mean square of what rounding to whole steps leaves, if anything is as likely. */
  private static final double ROUNDED_OFF = 1.0 / 12;

  /** So that a token whose inputs are all zero counts nothing. */
  private static final double LEAST_SIZE = 1e-30;

  private final LayerInputs inputs;
  private final double[] weightSquares; // [columns]
  private final double[] shares; // [count]
  private final double[] inputSquares; // [columns], by share

  /**
   * @param weightSquares the sum of squares of each column of the layer's weights
   */
  RoundingError(LayerInputs inputs, double[] weightSquares) {
    this.inputs = inputs;
    this.weightSquares = weightSquares;
    shares = new double[inputs.count()];
    inputSquares = new double[inputs.columns()];
    int width = inputs.columns();
    for (int t = 0; t < inputs.count(); t++) {
      double size = 0;
      for (int j = 0; j < width; j++) {
        double x = inputs.values()[t * width + j];
        size += x * x * weightSquares[j];
      }
      shares[t] = size < LEAST_SIZE ? 0 : 1 / size;
      for (int j = 0; j < width; j++) {
        double x = inputs.values()[t * width + j];
        inputSquares[j] += x * x * shares[t];
      }
    }
  }

  /** What rounding the inputs costs: the inputs of the text, each rounded as a runtime would. */
  double ofInputs(float[] factors) {
    int width = inputs.columns();
    float[] inverses = new float[width];
    double[] costs = new double[width];
    for (int j = 0; j < width; j++) {
      inverses[j] = 1 / factors[j];
      costs[j] = weightSquares[j] * factors[j] * factors[j];
    }
    float[] values = inputs.values();
    float[] row = new float[width];
    double error = 0;
    for (int t = 0; t < inputs.count(); t++) {
      float min = 0; // a runtime's range has zero in it
      float max = 0;
      for (int j = 0; j < width; j++) {
        float x = values[t * width + j] * inverses[j];
        row[j] = x;
        if (x > max) { // Math.max would ask each time whether x is a number
          max = x;
        } else if (x < min) {
          min = x;
        }
      }
      error += min == max ? 0 : shares[t] * rounded(row, (max - min) / INPUT_STEPS, costs);
    }
    return error;
  }

  /** The squared error of a row that is rounded to whole steps. */
  private static double rounded(float[] row, float step, double[] costs) {
    float inverse = 1 / step;
    double error = 0;
    for (int j = 0; j < row.length; j++) {
      float steps = row[j] * inverse;
      float off = (steps + WHOLE) - WHOLE - steps;
      error += costs[j] * off * off;
    }
    return error * step * step;
  }

  /**
   * What rounding the weights to eight bits with a scale a row costs.
   *
   * @param rowMaximaSquares of {@link WeightColumns#rowMaximaSquares}, with the same factors
   */
  double ofWeights(float[] factors, double rowMaximaSquares) {
    double squares = 0;
    for (int j = 0; j < factors.length; j++) {
      squares += inputSquares[j] / ((double) factors[j] * factors[j]);
    }
    return squares * rowMaximaSquares * ROUNDED_OFF / (WEIGHT_STEPS * WEIGHT_STEPS);
  }
}
