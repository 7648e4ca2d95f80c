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
  private final float[] group = new float[InputModel.GROUP]; // what is left to round of one
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
      for (int first = 0; first < tensor.columns(); first += InputModel.GROUP) {
        int size = Math.min(InputModel.GROUP, tensor.columns() - first);
        System.arraycopy(weights, row * tensor.columns() + first, group, 0, size);
        roundGroup(first, size);
      }
      Nibbles.put(codes, scales, row, into);
    }
  }

  /** Rounds the group of a row that begins at column {@code first}. */
  private void roundGroup(int first, int size) {
    for (int block = 0; block < size; block += BLOCK) {
      float scale = BlockRounding.scale(group, block, inputs.importance(), first + block);
      scales[(first + block) / BLOCK] = scale;
      for (int i = block; i < block + BLOCK; i++) {
        byte code = (byte) BlockRounding.code(group[i], scale);
        codes[first + i] = code;
        if (inputs.spreads()) {
          spread(group[i] - scale * code, i, size, inputs.spread(first + i));
        }
      }
    }
  }

  /** Takes the error of a weight out of those behind it. */
  private void spread(float error, int at, int size, float[] factor) {
    float share = error / factor[at];
    for (int j = at + 1; j < size; j++) {
      group[j] -= share * factor[j];
    }
  }
}
