package dev.ember.inference.backend;

import dev.ember.inference.model.DecoderConfig;

/**
 * What one position of a cache is made of: {@code [L, 2, K * D]} floats.
 *
 * @param layers L
 * @param kvHeads K
 * @param headSize D
 */
public record RowShape(int layers, int kvHeads, int headSize) {

  /** Of the caches of a model. */
  public static RowShape of(DecoderConfig config) {
    return new RowShape(config.layers(), config.kvHeads(), config.headSize());
  }

  /** Floats of one position. */
  int floats() {
    return layers * 2 * kvHeads * headSize;
  }
}
