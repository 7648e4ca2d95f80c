package dev.ember.converter.export.testing;

import dev.ember.converter.export.weights.GridRows;
import dev.ember.converter.export.weights.GridSource;
import dev.ember.converter.export.weights.LoadedWeights;
import dev.ember.inference.model.DecoderConfig;
import dev.ember.inference.model.DecoderWeights;
import dev.ember.inference.model.TensorSpec;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Random;

/**
 * A decoder whose linear layers lie on a random 4-bit grid, as those of a Q4_1 file do; the
 * unembedding and everything else are floats.
 */
public final class RandomGrid implements GridSource {
  private static final int CODES = 16;

  private final DecoderConfig config;
  private final Map<String, GridRows> grids = new HashMap<>();
  private final LoadedWeights weights;

  public RandomGrid(DecoderConfig config, long seed) {
    this.config = config;
    Random random = new Random(seed);
    DecoderWeights floats = TinyModel.random(config, seed);
    Map<String, float[]> tensors = new HashMap<>();
    for (TensorSpec tensor : TensorSpec.inFileOrder(config)) {
      float[] values = floats.tensor(tensor.name());
      if (isLinear(tensor)) {
        GridRows grid = random(random, tensor);
        grids.put(tensor.name(), grid);
        values = values(grid, tensor);
      }
      tensors.put(tensor.name(), values);
    }
    weights = new LoadedWeights(new DecoderWeights(config, tensors));
  }

  /** The floats that the grid stands for. */
  public DecoderWeights weights() {
    return weights.weights();
  }

  @Override
  public DecoderConfig config() {
    return config;
  }

  @Override
  public void read(TensorSpec tensor, int firstRow, int count, float[] into) {
    weights.read(tensor, firstRow, count, into);
  }

  @Override
  public boolean hasGrid(TensorSpec tensor) {
    return grids.containsKey(tensor.name());
  }

  @Override
  public String storedAs(TensorSpec tensor) {
    return hasGrid(tensor) ? "grid" : "other";
  }

  @Override
  public void readGrid(TensorSpec tensor, int firstRow, int count, GridRows into) {
    GridRows grid = Objects.requireNonNull(grids.get(tensor.name()), tensor.name());
    int columns = grid.columns();
    int blocks = grid.blocks();
    System.arraycopy(grid.codes(), firstRow * columns, into.codes(), 0, count * columns);
    System.arraycopy(grid.scales(), firstRow * blocks, into.scales(), 0, count * blocks);
    System.arraycopy(grid.offsets(), firstRow * blocks, into.offsets(), 0, count * blocks);
  }

  private static boolean isLinear(TensorSpec tensor) {
    return tensor.name().startsWith("layers.") && tensor.rows() > 1;
  }

  /** Scales of both signs, minima that make the weights about centred, and some blocks of zeros. */
  private static GridRows random(Random random, TensorSpec tensor) {
    GridRows grid = new GridRows(tensor.rows(), tensor.columns());
    for (int i = 0; i < tensor.size(); i++) {
      grid.codes()[i] = (byte) random.nextInt(CODES);
    }
    double deviation = 1 / Math.sqrt(tensor.columns());
    for (int i = 0; i < tensor.rows() * grid.blocks(); i++) {
      float scale = (float) (deviation * random.nextGaussian() / 4);
      boolean zero = i % 17 == 0;
      grid.scales()[i] = zero ? 0 : scale;
      grid.offsets()[i] = zero ? 0 : (float) (scale * (-7.5 + random.nextGaussian()));
    }
    return grid;
  }

  private static float[] values(GridRows grid, TensorSpec tensor) {
    float[] values = new float[(int) tensor.size()];
    for (int i = 0; i < values.length; i++) {
      int block = i / GridRows.BLOCK;
      values[i] = grid.scales()[block] * grid.codes()[i] + grid.offsets()[block];
    }
    return values;
  }
}
