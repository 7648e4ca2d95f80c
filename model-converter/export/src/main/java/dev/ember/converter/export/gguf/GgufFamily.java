package dev.ember.converter.export.gguf;

import dev.ember.inference.model.DecoderConfig;
import java.io.IOException;
import java.util.Set;

/** A family of models: what it does otherwise than others. */
interface GgufFamily {

  /** The value of {@code general.architecture}. */
  String architecture();

  /**
   * What the model computes.
   *
   * @throws dev.ember.converter.export.source.UnsupportedCheckpointException if it is something
   *     that Ember does not compute
   * @throws IllegalArgumentException if there can be no such decoder
   */
  DecoderConfig config(GgufFacts facts) throws IOException;

  /** What scores are multiplied by. */
  default float queryScale(GgufFacts facts) throws IOException {
    return facts.queryScale();
  }

  /** Whether rows of queries and keys keep the two of each rotary pair side by side. */
  default boolean pairsSideBySide() {
    return false;
  }

  /** Tensors that {@link #config} has read. */
  default Set<String> factorTensors() {
    return Set.of();
  }
}
