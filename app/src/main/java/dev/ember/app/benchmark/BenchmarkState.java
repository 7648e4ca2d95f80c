package dev.ember.app.benchmark;

import dev.ember.app.engine.ModelState.Failed;
import dev.ember.app.engine.RunsOn;
import dev.ember.app.health.Warmth;
import dev.ember.app.library.ModelCard;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The screen, whole and unchangeable.
 *
 * @param models that can be measured; empty until they are known
 * @param chosen the one that is or will be measured; null until they are known
 * @param windowTokens that the chosen model has here
 * @param work what is going on; null at rest
 * @param report what came out so far; null before the first run
 * @param failure why nothing came out, or null
 */
record BenchmarkState(
    List<ModelCard> models,
    @Nullable ModelCard chosen,
    int windowTokens,
    @Nullable Work work,
    @Nullable BenchmarkReport report,
    @Nullable Failed failure,
    Warmth.Reading warmth) {

  BenchmarkState {
    models = List.copyOf(models);
  }

  /** The sizes that are measured, or will be. */
  List<Protocol> protocols() {
    return Protocol.within(windowTokens);
  }

  /** What is going on. */
  sealed interface Work {}

  /** The model is being loaded, or its golden answers are asked. */
  record Checking() implements Work {}

  /** A chat is answered first; the run begins anew after it. */
  record Waiting() implements Work {}

  /**
   * A run.
   *
   * @param number from 1
   * @param on what computes
   * @param reading reads, or else writes
   * @param doneTokens of that half
   */
  record Running(
      int number, int runs, Protocol protocol, RunsOn on, boolean reading, int doneTokens)
      implements Work {}

  boolean canShare() {
    return work == null && report != null && !report.runs().isEmpty();
  }
}
