package dev.ember.converter.training.model;

import dev.ember.inference.model.DecoderConfig;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Keys and values of rows of text that grow together, so that a new token costs one position and
 * not all. Prompts of different length begin with padding that nobody sees, so that all rows end at
 * one place and go on alike.
 *
 * <p>Without gradients. Its tensors belong to the {@code PointerScope} in which it was made; those
 * of a step may live in a scope within.
 */
public final class KeyValueCache implements Past {
  private final DecoderConfig config;
  private final Precision precision;
  private final int capacity;
  private final int[] padding; // [B]
  private final List<Tensor> keys = new ArrayList<>(); // [B*K, capacity, D] of each layer
  private final List<Tensor> values = new ArrayList<>(); // [B*K, capacity, D] of each layer
  private int length;

  /**
   * An empty cache.
   *
   * @param capacity the most positions of a row, padding included
   * @param padding how many positions of each row, from the first, are padding
   */
  public KeyValueCache(Gpt gpt, int capacity, int[] padding) {
    this.config = gpt.config();
    this.precision = gpt.precision();
    this.capacity = capacity;
    this.padding = padding.clone();
    long heads = (long) padding.length * config.kvHeads(); // B*K
    for (int layer = 0; layer < config.layers(); layer++) {
      keys.add(torch.zeros(heads, capacity, config.headSize()).to(precision.type()));
      values.add(torch.zeros(heads, capacity, config.headSize()).to(precision.type()));
    }
  }

  /** B. */
  public int rows() {
    return padding.length;
  }

  /** Positions of a row that were read, padding included. */
  public int length() {
    return length;
  }

  DecoderConfig config() {
    return config;
  }

  Precision precision() {
    return precision;
  }

  @Override
  public Tensor withKeys(int layer, Tensor added) {
    return remember(keys.get(layer), added);
  }

  @Override
  public Tensor withValues(int layer, Tensor added) {
    return remember(values.get(layer), added);
  }

  /** Counts positions that all layers have remembered. */
  void grow(int positions) {
    length += positions;
  }

  /** The places of the next positions in their texts, {@code [B * T]}; padding has place 0. */
  int[] places(int positions) {
    int[] places = new int[padding.length * positions];
    for (int row = 0; row < padding.length; row++) {
      for (int t = 0; t < positions; t++) {
        places[row * positions + t] = Math.max(0, length + t - padding[row]);
      }
    }
    return places;
  }

  /** True at padding and at positions later than each of the next, {@code [B, T, S]}. */
  Tensor hidden(int positions) {
    int seen = length + positions; // S
    Tensor columns = torch.arange(new Scalar((long) seen)).to(ScalarType.Int); // [S]
    Tensor first = Tensor.create(padding, padding.length, 1, 1); // [B, 1, 1]
    Tensor later = torch.ones(positions, seen).triu(length + 1L).to(ScalarType.Bool); // [T, S]
    return columns.lt(first).logical_or(later); // [B, T, S]
  }

  private Tensor remember(Tensor all, Tensor added) {
    long positions = added.size(1); // T
    if (length + positions > capacity) {
      throw new IllegalStateException(
          "expected at most " + capacity + " positions but found " + (length + positions));
    }
    try (NoGradGuard noGradient = new NoGradGuard()) {
      all.narrow(1, length, positions).copy_(added);
      return all.narrow(1, 0, length + positions); // [B*K, S, D]
    }
  }
}
