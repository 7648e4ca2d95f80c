package dev.ember.converter.export.weights;

import dev.ember.inference.model.DecoderConfig;
import dev.ember.inference.model.TensorName;
import java.util.ArrayList;
import java.util.List;

/**
 * One canonical tensor: its name and shape.
 *
 * @param name of {@link TensorName}
 * @param rows output channels of a linear layer, 1 for a vector
 * @param columns values of a row
 */
public record TensorSpec(String name, int rows, int columns) {

  /**
   * Every tensor of a decoder in the order of the file: the embedding first if it is a table of its
   * own (tied models have only the unembedding), then layer by layer.
   */
  public static List<TensorSpec> inFileOrder(DecoderConfig config) {
    List<TensorSpec> specs = new ArrayList<>();
    if (!config.tiedEmbeddings()) {
      specs.add(embedding(config));
    }
    for (int layer = 0; layer < config.layers(); layer++) {
      addLayer(config, layer, specs);
    }
    specs.add(new TensorSpec(TensorName.FINAL_NORM, 1, config.hidden()));
    specs.add(new TensorSpec(TensorName.UNEMBEDDING, config.vocabulary(), config.hidden()));
    return specs;
  }

  /** The embedding table {@code [V, E]}, whether or not it is tied. */
  public static TensorSpec embedding(DecoderConfig config) {
    return new TensorSpec(TensorName.EMBEDDING, config.vocabulary(), config.hidden());
  }

  /** Whether this is the gain of a norm, which is never quantized. */
  public boolean isVector() {
    return rows == 1 && name.endsWith("norm");
  }

  /** How many values the tensor has. */
  public long size() {
    return (long) rows * columns;
  }

  private static void addLayer(DecoderConfig config, int layer, List<TensorSpec> specs) {
    int e = config.hidden();
    int f = config.feedForward();
    specs.add(new TensorSpec(TensorName.attentionNorm(layer), 1, e));
    specs.add(new TensorSpec(TensorName.qkv(layer), config.qkvRows(), e));
    specs.add(new TensorSpec(TensorName.attentionOutput(layer), e, config.attentionSize()));
    specs.add(new TensorSpec(TensorName.feedForwardNorm(layer), 1, e));
    specs.add(new TensorSpec(TensorName.gateUp(layer), 2 * f, e));
    specs.add(new TensorSpec(TensorName.down(layer), e, f));
  }
}
