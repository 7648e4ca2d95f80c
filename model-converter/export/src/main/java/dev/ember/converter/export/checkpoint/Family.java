package dev.ember.converter.export.checkpoint;

import java.io.IOException;
import java.util.Set;

/** A family of models: what it does otherwise than others, and what it calls its tensors. */
interface Family {

  /** The value of {@code model_type}. */
  String modelType();

  /** The class that transformers has for it as a language model. */
  String architecture();

  /**
   * Reads what the family understands of a configuration.
   *
   * @throws dev.ember.converter.export.source.UnsupportedCheckpointException if the model computes
   *     something else
   * @throws IllegalArgumentException if there can be no such decoder
   */
  Blueprint read(ConfigFile config) throws IOException;

  /** Keys of its own that say nothing of what a finished model computes. */
  default Set<String> withoutEffect() {
    return Set.of();
  }
}
