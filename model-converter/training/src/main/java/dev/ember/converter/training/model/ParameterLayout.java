package dev.ember.converter.training.model;

import dev.ember.inference.model.DecoderConfig;
import dev.ember.inference.model.TensorName;
import java.util.ArrayList;
import java.util.List;

/**
 * Where each weight lies in the flat vector. Matrices come first and the gains of the norms last,
 * so that weight decay applies to one prefix: {@code [0, decayed)}.
 *
 * <p>Tensors are named and fused as {@link TensorName} says, but the query rows are not scaled by
 * {@code 1/sqrt(D)}. The embedding is tied: there is no unembedding of its own.
 */
public final class ParameterLayout {

  /**
   * One weight.
   *
   * @param name of {@link TensorName}
   * @param rows 1 for a gain
   * @param columns values of a row
   * @param offset of its first value in the flat vector
   */
  public record Slot(String name, int rows, int columns, int offset) {
    public int size() {
      return rows * columns;
    }
  }

  private final DecoderConfig config;
  private final List<Slot> slots = new ArrayList<>();
  private int size;
  private final int decayed;

  public ParameterLayout(DecoderConfig config) {
    if (!config.tiedEmbeddings()) {
      throw new IllegalArgumentException("expected tied embeddings but the config unties them");
    }
    this.config = config;
    int e = config.hidden();
    add(TensorName.EMBEDDING, config.vocabulary(), e);
    for (int layer = 0; layer < config.layers(); layer++) {
      add(TensorName.qkv(layer), config.qkvRows(), e);
      add(TensorName.attentionOutput(layer), e, config.attentionSize());
      add(TensorName.gateUp(layer), 2 * config.feedForward(), e);
      add(TensorName.down(layer), e, config.feedForward());
    }
    decayed = size;
    for (int layer = 0; layer < config.layers(); layer++) {
      add(TensorName.attentionNorm(layer), 1, e);
      add(TensorName.feedForwardNorm(layer), 1, e);
    }
    add(TensorName.FINAL_NORM, 1, e);
  }

  public DecoderConfig config() {
    return config;
  }

  public List<Slot> slots() {
    return List.copyOf(slots);
  }

  /** The slot of a name. */
  public Slot slot(String name) {
    return slots.stream()
        .filter(slot -> slot.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no weight is called " + name));
  }

  /** N, the number of weights. */
  public int size() {
    return size;
  }

  /** The number of weights, counted from the first, that weight decay pulls towards zero. */
  public int decayed() {
    return decayed;
  }

  private void add(String name, int rows, int columns) {
    slots.add(new Slot(name, rows, columns, size));
    size = Math.addExact(size, Math.multiplyExact(rows, columns));
  }
}
