package dev.ember.converter.export.smoothing;

import dev.ember.converter.export.weights.WeightSource;
import dev.ember.inference.model.TensorSpec;
import java.io.IOException;

/** What is to be known of a linear layer's weights, read a few rows at a time. */
final class WeightColumns {
  /** A mebibyte of floats; a longer row is a block of its own. */
  private static final int BLOCK_VALUES = 1 << 18;

  private final WeightSource source;
  private final TensorSpec tensor;
  private final float[] maxima; // [columns]
  private final double[] squares; // [columns]

  /** Looks at some rows. */
  private interface RowVisitor {
    /**
     * @param rows {@code [count, columns]}
     */
    void visit(float[] rows, int count);
  }

  private WeightColumns(WeightSource source, TensorSpec tensor) {
    this.source = source;
    this.tensor = tensor;
    maxima = new float[tensor.columns()];
    squares = new double[tensor.columns()];
  }

  /**
   * Reads a layer's weights once.
   *
   * @throws IOException if they cannot be read
   */
  static WeightColumns of(WeightSource source, TensorSpec tensor) throws IOException {
    WeightColumns columns = new WeightColumns(source, tensor);
    columns.forEachBlock(columns::add);
    return columns;
  }

  /** The largest magnitude of each column. */
  float[] maxima() {
    return maxima;
  }

  /** The sum of squares of each column. */
  double[] squares() {
    return squares;
  }

  /**
   * Reads the weights again, for the sum over all rows of the square of the row's largest
   * magnitude: with eight bits and a scale a row, what rounding loses goes with it.
   *
   * @param candidates factors of the columns, {@code [columns]} each
   * @return one sum for each
   * @throws IOException if the weights cannot be read
   */
  double[] rowMaximaSquares(float[][] candidates) throws IOException {
    double[] sums = new double[candidates.length];
    RowMaxima maxima = new RowMaxima(candidates);
    forEachBlock(
        (rows, count) -> {
          double[] squares = maxima.squares(rows, count);
          for (int c = 0; c < sums.length; c++) {
            sums[c] += squares[c];
          }
        });
    return sums;
  }

  private void add(float[] rows, int count) {
    int width = tensor.columns();
    for (int i = 0; i < count; i++) {
      for (int j = 0; j < width; j++) {
        float weight = rows[i * width + j];
        maxima[j] = Math.max(maxima[j], Math.abs(weight));
        squares[j] += (double) weight * weight;
      }
    }
  }

  private void forEachBlock(RowVisitor visitor) throws IOException {
    int capacity = Math.max(1, Math.min(tensor.rows(), BLOCK_VALUES / tensor.columns()));
    float[] rows = new float[capacity * tensor.columns()]; // [capacity, columns]
    for (int first = 0; first < tensor.rows(); first += capacity) {
      int count = Math.min(capacity, tensor.rows() - first);
      source.read(tensor, first, count, rows);
      visitor.visit(rows, count);
    }
  }
}
