package dev.ember.converter.training.sft;

import dev.ember.inference.model.DecoderConfig;
import dev.ember.inference.model.TensorName;
import java.util.List;

/** What {@code --freeze} names: {@code embeddings}, or how many layers from the first. */
final class FreezeArgument {
  private static final String EMBEDDINGS = "embeddings";

  private final boolean embeddings;
  private final int layers;

  /**
   * @throws IllegalArgumentException if a word is neither
   */
  FreezeArgument(List<String> words, DecoderConfig config) {
    boolean tables = false;
    int first = 0;
    for (String word : words) {
      if (word.equals(EMBEDDINGS)) {
        tables = true;
      } else if (word.matches("\\d{1,4}") && Integer.parseInt(word) <= config.layers()) {
        first = Integer.parseInt(word);
      } else {
        throw new IllegalArgumentException(
            "expected --freeze "
                + EMBEDDINGS
                + " or a number of layers up to "
                + config.layers()
                + " but found "
                + word);
      }
    }
    embeddings = tables;
    layers = first;
  }

  /** Whether a weight stays as it is. */
  boolean holds(String name) {
    if (name.equals(TensorName.EMBEDDING)
        || name.equals(TensorName.UNEMBEDDING)
        || name.equals(TensorName.POSITION_EMBEDDING)) {
      return embeddings;
    }
    for (int layer = 0; layer < layers; layer++) {
      if (name.startsWith("layers." + layer + ".")) {
        return true;
      }
    }
    return false;
  }
}
