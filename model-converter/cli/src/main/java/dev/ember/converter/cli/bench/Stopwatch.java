package dev.ember.converter.cli.bench;

import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;

/**
 * Times work that may be shorter than a tick of the clock: it is done again and again until the
 * ticks are small beside it.
 */
final class Stopwatch {
  /** Ten of Linux' ticks of a process's time, six of Windows' of a thread's. */
  private static final double LEAST_SECONDS = 0.1;

  /** More than the shortest work there is needs; then the clock stands still. */
  private static final int MOST_TIMES = 1_000_000;

  private final DoubleSupplier processorSeconds;

  /**
   * @param processorSeconds spent so far
   */
  Stopwatch(DoubleSupplier processorSeconds) {
    this.processorSeconds = processorSeconds;
  }

  /**
   * What doing something once takes, never nothing.
   *
   * @param seconds by the wall
   * @param processorSeconds of all threads that the clock counts
   */
  record Lap(double seconds, double processorSeconds) {}

  /**
   * Does it, at least once.
   *
   * @throws IllegalStateException if the clock does not move
   */
  Lap time(Runnable work) {
    long beginNanos = System.nanoTime();
    double begin = processorSeconds.getAsDouble();
    for (int times = 1; times <= MOST_TIMES; times++) {
      work.run();
      double spent = processorSeconds.getAsDouble() - begin;
      if (spent >= LEAST_SECONDS) {
        double nanos = System.nanoTime() - beginNanos;
        return new Lap(nanos / TimeUnit.SECONDS.toNanos(1) / times, spent / times);
      }
    }
    throw new IllegalStateException(
        "expected a clock of processor time that moves but found one that stands at " + begin);
  }
}
