package dev.ember.converter.cli.progress;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalLong;

/**
 * When work will end at the speed of its last seconds; what it did before that may have been
 * another kind of work.
 */
public final class TimeLeft {
  private static final double NANOS_PER_SECOND = 1e9;

  /** The last so many seconds count. */
  private static final double WINDOW_SECONDS = 15;

  /** Over less than this, a speed is an accident. */
  private static final double LEAST_SECONDS = 2;

  private final Deque<Sample> samples = new ArrayDeque<>();

  private record Sample(long nanos, double fraction) {}

  /**
   * Notes how far the work is.
   *
   * @param nanos of a clock that only goes forward
   * @param fraction that is done, 0 to 1, never less than before
   */
  public void add(long nanos, double fraction) {
    samples.addLast(new Sample(nanos, fraction));
    while (samples.size() > 2 && seconds() > WINDOW_SECONDS) {
      samples.removeFirst();
    }
  }

  /** Forgets what was noted: other work begins. */
  public void restart() {
    samples.clear();
  }

  /** Whole seconds until all is done; empty as long as nobody can say. */
  public OptionalLong seconds(double fraction) {
    if (samples.isEmpty() || seconds() < LEAST_SECONDS) {
      return OptionalLong.empty();
    }
    double done = samples.getLast().fraction - samples.getFirst().fraction;
    return done > 0
        ? OptionalLong.of(Math.round((1 - fraction) * seconds() / done))
        : OptionalLong.empty();
  }

  /** Between the first and the last sample. */
  private double seconds() {
    return (samples.getLast().nanos - samples.getFirst().nanos) / NANOS_PER_SECOND;
  }
}
