package dev.ember.converter.export.weights;

import dev.ember.inference.model.DecoderConfig;
import dev.ember.inference.model.DecoderWeights;
import dev.ember.inference.model.TensorName;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Weights that are in memory as a whole, and the way to bring a source's there. */
public final class LoadedWeights implements WeightSource {
  private final DecoderWeights weights;
  private final Map<String, float[]> byName = new HashMap<>();

  public LoadedWeights(DecoderWeights weights) {
    this.weights = weights;
    byName.put(TensorName.EMBEDDING, weights.embedding());
    byName.put(TensorName.FINAL_NORM, weights.finalNorm());
    byName.put(TensorName.UNEMBEDDING, weights.unembedding());
    for (int i = 0; i < weights.layers().size(); i++) {
      DecoderWeights.Layer layer = weights.layers().get(i);
      byName.put(TensorName.attentionNorm(i), layer.attentionNorm());
      byName.put(TensorName.qkv(i), layer.qkv());
      byName.put(TensorName.attentionOutput(i), layer.attentionOutput());
      byName.put(TensorName.feedForwardNorm(i), layer.feedForwardNorm());
      byName.put(TensorName.gateUp(i), layer.gateUp());
      byName.put(TensorName.down(i), layer.down());
    }
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
    List<DecoderWeights.Layer> layers = new ArrayList<>();
    for (int i = 0; i < config.layers(); i++) {
      layers.add(
          new DecoderWeights.Layer(
              tensor(read, TensorName.attentionNorm(i)),
              tensor(read, TensorName.qkv(i)),
              tensor(read, TensorName.attentionOutput(i)),
              tensor(read, TensorName.feedForwardNorm(i)),
              tensor(read, TensorName.gateUp(i)),
              tensor(read, TensorName.down(i))));
    }
    float[] unembedding = tensor(read, TensorName.UNEMBEDDING);
    float[] embedding = config.tiedEmbeddings() ? unembedding : tensor(read, TensorName.EMBEDDING);
    return new DecoderWeights(
        config, embedding, layers, tensor(read, TensorName.FINAL_NORM), unembedding);
  }

  @Override
  public DecoderConfig config() {
    return weights.config();
  }

  @Override
  public void read(TensorSpec tensor, int firstRow, int count, float[] into) {
    float[] values = tensor(byName, tensor.name());
    int columns = tensor.columns();
    System.arraycopy(values, firstRow * columns, into, 0, count * columns);
  }

  private static float[] tensor(Map<String, float[]> byName, String name) {
    float[] values = byName.get(name);
    if (values == null) {
      throw new IllegalArgumentException("expected the name of a tensor but found " + name);
    }
    return values;
  }
}
