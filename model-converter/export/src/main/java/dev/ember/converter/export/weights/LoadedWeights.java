package dev.ember.converter.export.weights;

import dev.ember.inference.model.DecoderConfig;
import dev.ember.inference.model.DecoderWeights;
import dev.ember.inference.model.TensorSpec;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** Weights that are in memory as a whole, and the way to bring a source's there. */
public final class LoadedWeights implements WeightSource {
  private final DecoderWeights weights;

  public LoadedWeights(DecoderWeights weights) {
    this.weights = weights;
  }

  /** Reads all of a source, about four bytes a weight, as the float reference needs it. */
  public static DecoderWeights load(WeightSource source) throws IOException {
    DecoderConfig config = source.config();
    Map<String, float[]> read = new HashMap<>();
    for (TensorSpec tensor : TensorSpec.inFileOrder(config)) {
      float[] values = new float[Math.toIntExact(tensor.size())]; // [rows, columns]
      source.read(tensor, 0, tensor.rows(), values);
      read.put(tensor.name(), values);
    }
    return new DecoderWeights(config, read);
  }

  public DecoderWeights weights() {
    return weights;
  }

  @Override
  public DecoderConfig config() {
    return weights.config();
  }

  @Override
  public void read(TensorSpec tensor, int firstRow, int count, float[] into) {
    float[] values = weights.tensor(tensor.name());
    int columns = tensor.columns();
    System.arraycopy(values, firstRow * columns, into, 0, count * columns);
  }
}
