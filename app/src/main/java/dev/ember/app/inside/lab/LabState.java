package dev.ember.app.inside.lab;

import org.jspecify.annotations.Nullable;

/**
 * How a look inside stands.
 *
 * @param <R> what comes out
 */
public sealed interface LabState<R> {

  /**
   * Nothing was asked for.
   *
   * @param stopped whether it was the reader who wanted no more of it
   */
  record Empty<R>(boolean stopped) implements LabState<R> {
    public Empty() {
      this(false);
    }
  }

  /**
   * On its way.
   *
   * @param totalSteps 0 until it is known
   * @param secondsLeft null until it can be measured
   * @param waits whether a chat is answered first
   */
  record Working<R>(
      Unit unit, int doneSteps, int totalSteps, @Nullable Integer secondsLeft, boolean waits)
      implements LabState<R> {}

  /** What came out. */
  record Done<R>(R result) implements LabState<R> {}

  /**
   * Nothing came out.
   *
   * @param needed bytes or tokens where the fault is about these, else 0
   * @param available as {@code needed}
   * @param detail for who wants to report it
   */
  record Failed<R>(LabFault fault, long needed, long available, String detail)
      implements LabState<R> {}

  /** What a step is. */
  enum Unit {
    LAYER,
    STEP
  }
}
