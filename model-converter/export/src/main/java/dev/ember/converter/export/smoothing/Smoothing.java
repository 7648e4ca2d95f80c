package dev.ember.converter.export.smoothing;

import dev.ember.converter.export.weights.GridRows;
import dev.ember.inference.model.DecoderConfig;
import dev.ember.inference.model.TensorName;
import dev.ember.inference.model.TensorSpec;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Powers of two by which a decoder's tensors are multiplied, column by column and row by row, such
 * that the decoder computes what it did. Immutable.
 */
public final class Smoothing {
  private final Map<String, float[]> columns; // by tensor, [columns]
  private final Map<String, float[]> rows; // by tensor, [rows]

  /**
   * @param columns factors of the columns of some tensors, by name
   * @param rows factors of the rows of some
   */
  Smoothing(Map<String, float[]> columns, Map<String, float[]> rows) {
    this.columns = Map.copyOf(columns);
    this.rows = Map.copyOf(rows);
  }

  Map<String, float[]> columns() {
    return columns;
  }

  Map<String, float[]> rows() {
    return rows;
  }

  /** Multiplies rows of a tensor, {@code [count, columns]}. */
  void scale(TensorSpec tensor, int firstRow, int count, float[] values) {
    float[] ofColumns = columns.get(tensor.name());
    float[] ofRows = rows.get(tensor.name());
    if (ofColumns == null && ofRows == null) {
      return;
    }
    int width = tensor.columns();
    for (int i = 0; i < count; i++) {
      float ofRow = ofRows == null ? 1 : ofRows[firstRow + i];
      for (int j = 0; j < width; j++) {
        values[i * width + j] *= ofColumns == null ? ofRow : ofRow * ofColumns[j];
      }
    }
  }

  /** Multiplies rows on a grid, by scales and offsets: a block's columns have the same factor. */
  void scale(TensorSpec tensor, int firstRow, int count, GridRows grid) {
    float[] ofColumns = columns.get(tensor.name());
    float[] ofRows = rows.get(tensor.name());
    int blocks = grid.blocks();
    for (int i = 0; i < count; i++) {
      float ofRow = ofRows == null ? 1 : ofRows[firstRow + i];
      for (int block = 0; block < blocks; block++) {
        float factor = ofColumns == null ? ofRow : ofRow * ofColumns[block * GridRows.BLOCK];
        grid.scales()[i * blocks + block] *= factor;
        grid.offsets()[i * blocks + block] *= factor;
      }
    }
  }

  /** Collects the factors of a decoder. */
  static final class Builder {
    private final DecoderConfig config;
    private final Map<String, float[]> columns = new HashMap<>();
    private final Map<String, float[]> rows = new HashMap<>();

    Builder(DecoderConfig config) {
      this.config = config;
    }

    /**
     * Divides what queries, keys and values are made of.
     *
     * @param factors powers of two, {@code [E]}
     */
    Builder attention(int layer, float[] factors) {
      return behindNorm(TensorName.attentionNorm(layer), TensorName.qkv(layer), factors);
    }

    /**
     * Divides what gate and up are made of.
     *
     * @param factors powers of two, {@code [E]}
     */
    Builder gateUp(int layer, float[] factors) {
      return behindNorm(TensorName.feedForwardNorm(layer), TensorName.gateUp(layer), factors);
    }

    /**
     * Divides what a gated block's last layer is fed, by its rows of up.
     *
     * @param factors powers of two, {@code [F]}
     */
    Builder down(int layer, float[] factors) {
      columns.put(TensorName.down(layer), factors);
      int first = config.gateUpRows() - config.feedForward(); // gate, then up
      float[] ofRows = new float[config.gateUpRows()]; // [2F]
      Arrays.fill(ofRows, 1);
      System.arraycopy(inverse(factors), 0, ofRows, first, factors.length);
      rows.put(TensorName.gateUp(layer), ofRows);
      columns.put(TensorName.bias(TensorName.gateUp(layer)), ofRows);
      return this;
    }

    Smoothing build() {
      return new Smoothing(columns, rows);
    }

    private Builder behindNorm(String norm, String linear, float[] factors) {
      columns.put(linear, factors);
      columns.put(norm, inverse(factors));
      columns.put(TensorName.bias(norm), inverse(factors));
      return this;
    }

    private static float[] inverse(float[] factors) {
      float[] inverse = new float[factors.length];
      for (int i = 0; i < factors.length; i++) {
        inverse[i] = 1 / factors[i];
      }
      return inverse;
    }
  }
}
