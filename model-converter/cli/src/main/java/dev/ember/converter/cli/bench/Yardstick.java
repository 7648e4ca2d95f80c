package dev.ember.converter.cli.bench;

import java.util.Arrays;

/**
 * Work that no change of Ember changes, measured in turn with what is: a speed divided by it can be
 * held to that of another day or machine. It multiplies floats. A second yardstick, which read
 * memory, was tried for the writing of tokens and taken out again: it moved by a factor of two with
 * what the neighbours read, and writing tokens did not.
 */
public final class Yardstick {
  /** Two rows that stay in the first-level cache. */
  private static final int ROW_FLOATS = 2_048;

  /** Some 30 ms of a desktop's core. */
  private static final int ROW_REPEATS = 240_000;

  private static final float FACTOR = 1e-6f; // keeps the sums finite

  private final Stopwatch stopwatch = new Stopwatch(ProcessorTime::ofThread);
  private final float[] sums = new float[ROW_FLOATS];
  private final float[] row = new float[ROW_FLOATS];

  public Yardstick() {
    Arrays.fill(row, 1);
  }

  /** Floats multiplied and added up in a second of this thread's processor; the first is slow. */
  public double productsPerSecond() {
    double seconds = stopwatch.time(this::addRows).processorSeconds();
    if (!Float.isFinite(sums[0])) { // what was computed is used, or it would not be computed
      throw new IllegalStateException("expected a finite sum but found " + sums[0]);
    }
    return (double) ROW_FLOATS * ROW_REPEATS / seconds;
  }

  private void addRows() {
    for (int repeat = 0; repeat < ROW_REPEATS; repeat++) {
      addRow();
    }
  }

  private void addRow() {
    for (int i = 0; i < ROW_FLOATS; i++) {
      sums[i] += FACTOR * row[i];
    }
  }
}
