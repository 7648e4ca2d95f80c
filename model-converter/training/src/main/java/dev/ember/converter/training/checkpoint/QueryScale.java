package dev.ember.converter.training.checkpoint;

import dev.ember.inference.model.DecoderConfig;
import dev.ember.inference.model.TensorName;

/**
 * Where the canonical form holds the factor on attention's scores: in the query rows and their
 * bias, or, where heads are normed, in the gamma of the queries. The trainer multiplies by {@code
 * 1/sqrt(D)} as it computes, so there its weights have none.
 */
final class QueryScale {
  private QueryScale() {}

  /** How many values of a tensor, from the first, carry the factor. */
  static int values(DecoderConfig config, String tensor) {
    for (int layer = 0; layer < config.layers(); layer++) {
      if (config.norms().heads()) {
        if (tensor.equals(TensorName.queryNorm(layer))) {
          return config.headSize();
        }
      } else if (tensor.equals(TensorName.qkv(layer))) {
        return config.attentionSize() * config.hidden();
      } else if (tensor.equals(TensorName.bias(TensorName.qkv(layer)))) {
        return config.attentionSize();
      }
    }
    return 0;
  }
}
