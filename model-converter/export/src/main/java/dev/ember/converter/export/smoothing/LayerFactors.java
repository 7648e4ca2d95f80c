package dev.ember.converter.export.smoothing;

import dev.ember.converter.export.weights.LayerInputs;
import dev.ember.converter.export.weights.WeightSource;
import dev.ember.inference.bundle.TensorEncoding;
import dev.ember.inference.model.TensorSpec;
import java.io.IOException;
import java.util.Arrays;

/**
 * The factors of one linear layer's inputs: those of SmoothQuant, {@code max|x|^a / max|w|^(1-a)}
 * of each input, rounded to powers of two, with the a of which least is lost.
 */
final class LayerFactors {
  /** How many a are tried, evenly from the first step to 1. Finer ones round to the same powers. */
  private static final int CANDIDATES = 20;

  /**
   * An input is made larger by no more than 2^4: one that is quiet in the calibration text need not
   * be so in another, and would then be the outlier.
   */
  private static final double LEAST_LOG2 = -4;

  /** Made smaller by no more than 2^10, beyond which eight bits hold nothing of it. */
  private static final double MOST_LOG2 = 10;

  /** In place of a largest magnitude of zero, whose logarithm there is not. */
  private static final float LEAST_MAGNITUDE = 1e-8f;

  private final LayerInputs inputs;
  private final WeightColumns weights;
  private final int shared; // inputs that share a factor

  private LayerFactors(LayerInputs inputs, WeightColumns weights, int shared) {
    this.inputs = inputs;
    this.weights = weights;
    this.shared = shared;
  }

  /**
   * Finds a layer's factors, {@code [columns]}; ones if nothing else is better.
   *
   * @param encoding how the weights will be stored, in eight or four bits
   * @param inputs what the layer is fed over a text
   * @throws IOException if the weights cannot be read
   */
  static float[] find(
      WeightSource source, TensorSpec tensor, TensorEncoding encoding, LayerInputs inputs)
      throws IOException {
    WeightColumns weights = WeightColumns.of(source, tensor);
    int shared = encoding.inBlocks() ? TensorEncoding.BLOCK : 1;
    return new LayerFactors(inputs, weights, shared).best();
  }

  private float[] best() throws IOException {
    float[][] candidates = new float[CANDIDATES + 1][inputs.columns()];
    Arrays.fill(candidates[0], 1);
    float[] inputMaxima = inputMaxima();
    for (int c = 1; c <= CANDIDATES; c++) {
      candidates[c] = factors(inputMaxima, c / (double) CANDIDATES);
    }
    double[] errors = errors(candidates);
    int best = 0;
    for (int c = 1; c <= CANDIDATES; c++) {
      best = errors[c] < errors[best] ? c : best;
    }
    return candidates[best];
  }

  /** Blocks that share a factor are rounded as without it; rows with one scale are not. */
  private double[] errors(float[][] candidates) throws IOException {
    RoundingError error = new RoundingError(inputs, weights.squares());
    double[] errors = new double[candidates.length];
    for (int c = 0; c < candidates.length; c++) {
      errors[c] = error.ofInputs(candidates[c]);
    }
    if (shared == 1) {
      double[] rowMaximaSquares = weights.rowMaximaSquares(candidates);
      for (int c = 0; c < candidates.length; c++) {
        errors[c] += error.ofWeights(candidates[c], rowMaximaSquares[c]);
      }
    }
    return errors;
  }

  private float[] inputMaxima() {
    int width = inputs.columns();
    float[] maxima = new float[width];
    for (int t = 0; t < inputs.count(); t++) {
      for (int j = 0; j < width; j++) {
        maxima[j] = Math.max(maxima[j], Math.abs(inputs.values()[t * width + j]));
      }
    }
    return maxima;
  }

  /** Around one: a factor that all inputs have changes nothing. */
  private float[] factors(float[] inputMaxima, double alpha) {
    int width = inputMaxima.length;
    double[] logs = new double[(width + shared - 1) / shared]; // base 2, of those that share
    double mean = 0;
    for (int i = 0; i < logs.length; i++) {
      double ofInputs = Math.log(max(inputMaxima, i)) / Math.log(2);
      double ofWeights = Math.log(max(weights.maxima(), i)) / Math.log(2);
      logs[i] = alpha * ofInputs - (1 - alpha) * ofWeights;
      mean += logs[i] / logs.length;
    }
    float[] factors = new float[width];
    for (int j = 0; j < width; j++) {
      double log2 = Math.rint(logs[j / shared] - mean);
      factors[j] = Math.scalb(1f, (int) Math.max(LEAST_LOG2, Math.min(MOST_LOG2, log2)));
    }
    return factors;
  }

  private float max(float[] values, int group) {
    float max = LEAST_MAGNITUDE;
    for (int j = group * shared; j < Math.min(values.length, (group + 1) * shared); j++) {
      max = Math.max(max, values[j]);
    }
    return max;
  }
}
