package dev.ember.converter.export.weights;

import dev.ember.inference.model.TensorSpec;
import java.io.IOException;

/** Carries rows of a 4-bit grid over. */
final class GridRowsEncoder implements RowEncoder {
  private final GridSource source;
  private final TensorSpec tensor;
  private final GridRows grid;
  private final KeptGrid kept;
  private final byte[] constants; // [blocks]

  GridRowsEncoder(GridSource source, TensorSpec tensor, int capacity) {
    this.source = source;
    this.tensor = tensor;
    grid = new GridRows(capacity, tensor.columns());
    kept = new KeptGrid(tensor.columns());
    constants = new byte[grid.blocks()];
  }

  @Override
  public void read(int firstRow, int count) throws IOException {
    source.readGrid(tensor, firstRow, count, grid);
  }

  @Override
  public void encode(int firstRow, int count, EncodedRows into) {
    int blocks = grid.blocks();
    for (int row = 0; row < count; row++) {
      kept.carry(grid, row);
      Nibbles.put(kept.codes(), kept.scales(), row, into);
      float scale = Quantizer.scale(kept.constants(), 0, blocks);
      Quantizer.quantize(kept.constants(), 0, blocks, scale, constants);
      into.rowScales()[row] = scale;
      System.arraycopy(constants, 0, into.constants().array(), row * blocks, blocks);
    }
  }
}
