package dev.ember.converter.export.weights;

import dev.ember.inference.model.TensorSpec;
import java.io.IOException;

/** Rounds float rows to 4-bit blocks, each weight by the importance of its input. */
final class BlockRows implements RowEncoder {
  private static final int BLOCK = BlockRounding.BLOCK;

  private final WeightSource source;
  private final TensorSpec tensor;
  private final float[] importance; // [columns]
  private final float[] weights; // [capacity, columns]
  private final byte[] codes; // [columns]
  private final float[] scales; // [blocks]

  BlockRows(WeightSource source, TensorSpec tensor, float[] importance, int capacity) {
    this.source = source;
    this.tensor = tensor;
    this.importance = importance;
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
      int from = row * tensor.columns();
      for (int block = 0; block < scales.length; block++) {
        int column = block * BLOCK;
        scales[block] = BlockRounding.scale(weights, from + column, importance, column);
        for (int i = column; i < column + BLOCK; i++) {
          codes[i] = (byte) BlockRounding.code(weights[from + i], scales[block]);
        }
      }
      Nibbles.put(codes, scales, row, into);
    }
  }
}
