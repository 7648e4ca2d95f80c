package dev.ember.converter.export.weights;

import dev.ember.inference.model.TensorSpec;
import java.io.IOException;

/**
 * Rounds float rows to 4-bit blocks, from the first weight to the last. Each block has the scale
 * that suits its weights and their inputs best; the error of each weight is made up for by those
 * behind it, as far as their inputs are known to go together (GPTQ, Frantar et al. 2022).
 */
final class BlockRows implements RowEncoder {
  private static final int BLOCK = BlockRounding.BLOCK;

  private final WeightSource source;
  private final TensorSpec tensor;
  private final InputModel inputs;
  private final float[] weights; // [capacity, columns]
  private final byte[] codes; // [columns]
  private final float[] scales; // [blocks]

  BlockRows(WeightSource source, TensorSpec tensor, InputModel inputs, int capacity) {
    this.source = source;
    this.tensor = tensor;
    this.inputs = inputs;
    weights = new float[capacity * tensor.columns()];
    codes = new byte[tensor.columns()];
    scales = new float[tensor.columns() / BLOCK];
  }

  @Override
  public void read(int firstRow, int count) throws IOException {
    source.read(tensor, firstRow, count, weights);
  }

  @Override
  public void encode(int firstRow, int count, EncodedRows into) {
    for (int row = 0; row < count; row++) {
      round(row * tensor.columns());
      Nibbles.put(codes, scales, row, into);
    }
  }

  /** Rounds the row that begins at {@code from}. */
  private void round(int from) {
    for (int block = 0; block < scales.length; block++) {
      int column = block * BLOCK;
      float scale = BlockRounding.scale(weights, from + column, inputs.importance(), column);
      scales[block] = scale;
      for (int i = column; i < column + BLOCK; i++) {
        float weight = weights[from + i];
        codes[i] = (byte) BlockRounding.code(weight, scale);
        if (inputs.spreads()) {
          spread(weight - scale * codes[i], from + i, inputs.spread(i));
        }
      }
    }
  }

  /** Takes an error out of the weights behind the one at {@code at}. */
  private void spread(float error, int at, float[] factor) {
    float share = error / factor[0];
    for (int j = 1; j < factor.length; j++) {
      weights[at + j] -= share * factor[j];
    }
  }
}
