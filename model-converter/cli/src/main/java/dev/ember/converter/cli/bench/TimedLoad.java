package dev.ember.converter.cli.bench;

import dev.ember.inference.backend.Backend;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * A loaded model, and how long one waits for it.
 *
 * @param millis the median of {@link #LOADS} loads
 */
record TimedLoad(Backend backend, double millis) {
  /** The first may pack the weights, and any may be interrupted: two of five spoil no median. */
  static final int LOADS = 5;

  /**
   * Loads the model so often, closed again each time but the last.
   *
   * @param nanoClock nanoseconds that never go back
   */
  static TimedLoad measure(Supplier<Backend> opening, LongSupplier nanoClock) {
    List<Double> millis = new ArrayList<>();
    while (true) {
      long begin = nanoClock.getAsLong();
      Backend backend = opening.get();
      millis.add((nanoClock.getAsLong() - begin) / (double) TimeUnit.MILLISECONDS.toNanos(1));
      if (millis.size() == LOADS) {
        return new TimedLoad(backend, Median.of(millis));
      }
      backend.close();
    }
  }
}
