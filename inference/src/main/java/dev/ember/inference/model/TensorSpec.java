package dev.ember.inference.model;

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
   * Every tensor of a decoder in the order of a file: first the tables that the host reads (the
   * embedding if it is a table of its own, for tied models have only the unembedding; learned
   * positions), then layer by layer, then the way out.
   */
  public static List<TensorSpec> inFileOrder(DecoderConfig config) {
    return new Listing(config).all();
  }

  /** The embedding table {@code [V, E]}, whether or not it is tied. */
  public static TensorSpec embedding(DecoderConfig config) {
    return new TensorSpec(TensorName.EMBEDDING, config.vocabulary(), config.hidden());
  }

  /** Whether this is a gain or a bias, which is never quantized. */
  public boolean isVector() {
    return rows == 1 && (TensorName.isNorm(name) || TensorName.isBias(name));
  }

  /** Whether only the host reads it, row by row, and no graph. */
  public boolean isHostTable() {
    return name.equals(TensorName.EMBEDDING) || name.equals(TensorName.POSITION_EMBEDDING);
  }

  /** How many values the tensor has. */
  public long size() {
    return (long) rows * columns;
  }

  /** The tensors that a configuration calls for. */
  private static final class Listing {
    private final DecoderConfig config;
    private final List<TensorSpec> specs = new ArrayList<>();

    Listing(DecoderConfig config) {
      this.config = config;
    }

    List<TensorSpec> all() {
      if (!config.embeddings().tied()) {
        specs.add(embedding(config));
      }
      if (config.embeddings().learnedPositions()) {
        specs.add(new TensorSpec(TensorName.POSITION_EMBEDDING, config.context(), config.hidden()));
      }
      for (int layer = 0; layer < config.layers(); layer++) {
        addAttention(layer);
        addFeedForward(layer);
      }
      addNorm(TensorName.FINAL_NORM);
      specs.add(new TensorSpec(TensorName.UNEMBEDDING, config.vocabulary(), config.hidden()));
      return specs;
    }

    private void addAttention(int layer) {
      addNorm(TensorName.attentionNorm(layer));
      addLinear(TensorName.qkv(layer), config.qkvRows(), config.hidden(), config.biases().qkv());
      if (config.norms().heads()) {
        addVector(TensorName.queryNorm(layer), config.headSize());
        addVector(TensorName.keyNorm(layer), config.headSize());
      }
      addLinear(
          TensorName.attentionOutput(layer),
          config.hidden(),
          config.attentionSize(),
          config.biases().attentionOutput());
      if (config.norms().post()) {
        addNorm(TensorName.attentionPostNorm(layer));
      }
    }

    private void addFeedForward(int layer) {
      boolean biased = config.biases().feedForward();
      addNorm(TensorName.feedForwardNorm(layer));
      addLinear(TensorName.gateUp(layer), config.gateUpRows(), config.hidden(), biased);
      addLinear(TensorName.down(layer), config.hidden(), config.feedForward(), biased);
      if (config.norms().post()) {
        addNorm(TensorName.feedForwardPostNorm(layer));
      }
    }

    private void addLinear(String name, int rows, int columns, boolean biased) {
      specs.add(new TensorSpec(name, rows, columns));
      if (biased) {
        addVector(TensorName.bias(name), rows);
      }
    }

    private void addNorm(String name) {
      addVector(name, config.hidden());
      if (config.norms().biased()) {
        addVector(TensorName.bias(name), config.hidden());
      }
    }

    private void addVector(String name, int columns) {
      specs.add(new TensorSpec(name, 1, columns));
    }
  }
}
