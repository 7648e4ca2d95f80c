package dev.ember.inference.backend.trust;

import dev.ember.inference.backend.Backend;
import dev.ember.inference.backend.KvCache;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;
import java.util.function.LongSupplier;

/**
 * Finds out how many threads a model is best run with. All numbers take turns, round by round, so
 * that what else the device does hits all of them.
 */
final class ThreadTrial {
  private static final int ROUNDS = 5; // the median of which nothing short of three can spoil

  /** To a chunk of a prompt, as an answer has to its question. */
  private static final int WRITTEN_TOKENS = 16;

  /** More threads take cores and heat: they have to be worth a twentieth of the time. */
  private static final double WORTH = 1.05;

  private final LongSupplier nanoClock;
  private final BooleanSupplier stopped;

  /**
   * @param stopped is asked between the turns
   */
  ThreadTrial(LongSupplier nanoClock, BooleanSupplier stopped) {
    this.nanoClock = nanoClock;
    this.stopped = stopped;
  }

  /**
   * The number that is worth it.
   *
   * @param counts ascending
   * @param opening loads the model with so many threads
   * @throws java.util.concurrent.CancellationException if it was stopped
   */
  int fastest(List<Integer> counts, IntFunction<Backend> opening) {
    List<Backend> backends = new ArrayList<>();
    try {
      for (int count : counts) {
        backends.add(opening.apply(count));
      }
      return choose(counts, medians(backends));
    } finally {
      backends.forEach(Backend::close);
    }
  }

  private long[] medians(List<Backend> backends) {
    long[][] nanos = new long[backends.size()][ROUNDS];
    backends.forEach(this::turn); // warms up
    for (int round = 0; round < ROUNDS; round++) {
      for (int i = 0; i < backends.size(); i++) {
        nanos[i][round] = turn(backends.get(i));
      }
    }
    long[] medians = new long[nanos.length];
    for (int i = 0; i < nanos.length; i++) {
      Arrays.sort(nanos[i]);
      medians[i] = nanos[i][ROUNDS / 2];
    }
    return medians;
  }

  private static int choose(List<Integer> counts, long[] medians) {
    int best = 0;
    for (int i = 1; i < medians.length; i++) {
      if (medians[i] * WORTH < medians[best]) {
        best = i;
      }
    }
    return counts.get(best);
  }

  /** Nanoseconds of a chunk that is read and a few tokens that are written. */
  private long turn(Backend backend) {
    GoldenTrial.requireGoing(stopped);
    try (KvCache cache = backend.newCache()) {
      int written = Math.min(WRITTEN_TOKENS, cache.capacity() - 1);
      int read = Math.min(backend.prefillChunk(), cache.capacity() - written);
      float[] logits = new float[backend.config().vocabulary()]; // [V]
      long begin = nanoClock.getAsLong();
      backend.prefill(new int[read], read, cache);
      for (int i = 0; i < written; i++) {
        backend.decode(0, cache, logits);
      }
      return nanoClock.getAsLong() - begin;
    }
  }
}
