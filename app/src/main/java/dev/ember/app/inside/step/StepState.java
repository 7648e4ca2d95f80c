package dev.ember.app.inside.step;

import dev.ember.app.inside.why.Explained;
import dev.ember.inference.sample.SamplingOptions;
import org.jspecify.annotations.Nullable;

/**
 * A text that grows token by token.
 *
 * @param written what stands behind the reader's own text
 * @param tokens of both together; 0 until they are counted
 * @param next what may come and what the dice say; null while that is not known
 */
record StepState(
    Phase phase,
    String written,
    int tokens,
    @Nullable Explained next,
    SamplingOptions settings,
    boolean playing,
    String detail) {

  /** What the model does. */
  enum Phase {
    EMPTY,
    READING,
    READY,
    ENDED,
    TOO_LONG,
    FAILED
  }
}
