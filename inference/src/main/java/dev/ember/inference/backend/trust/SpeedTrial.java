package dev.ember.inference.backend.trust;

import dev.ember.inference.backend.Backend;
import dev.ember.inference.backend.KvCache;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Measures how fast a backend reads and writes. A step takes the longer, the fuller the cache is;
 * so each reads the same prompt from an empty cache, over and over, and writes the same answer
 * behind it, however far it would come in its time.
 */
final class SpeedTrial {
  /** What the cache holds when a token is written: the exchange that speeds are compared by. */
  private static final int FILL_TOKENS = Speed.PROMPT_TOKENS;

  private final long nanosEach;
  private final LongSupplier nanoClock;
  private final BooleanSupplier stopped;

  /**
   * @param nanosEach how long to read, and then to write
   */
  SpeedTrial(long nanosEach, LongSupplier nanoClock, BooleanSupplier stopped) {
    this.nanosEach = nanosEach;
    this.nanoClock = nanoClock;
    this.stopped = stopped;
  }

  Speed run(Backend backend) {
    try (KvCache cache = backend.newCache()) {
      int fill = Math.min(FILL_TOKENS, cache.capacity() - 1);
      int end = Math.min(fill + Speed.ANSWER_TOKENS, cache.capacity());
      int chunk = Math.min(backend.prefillChunk(), fill);
      int[] tokens = new int[chunk];
      float[] logits = new float[backend.config().vocabulary()]; // [V]
      double prefill = measure(chunk, cache, 0, fill, () -> backend.prefill(tokens, chunk, cache));
      while (cache.length() < fill) {
        GoldenTrial.requireGoing(stopped);
        backend.prefill(tokens, Math.min(chunk, fill - cache.length()), cache);
      }
      double decode = measure(1, cache, fill, end, () -> backend.decode(0, cache, logits));
      return new Speed(prefill, decode);
    }
  }

  /**
   * Tokens a second; the first call, which warms up, does not count.
   *
   * @param tokens of a call, which begins and ends with {@code from} to {@code end} in the cache
   */
  private double measure(int tokens, KvCache cache, int from, int end, Runnable call) {
    makeRoom(cache, tokens, from, end);
    call.run();
    long start = nanoClock.getAsLong();
    long nanos = 0;
    long done = 0;
    while (nanos < nanosEach) {
      GoldenTrial.requireGoing(stopped);
      makeRoom(cache, tokens, from, end);
      call.run();
      done += tokens;
      nanos = nanoClock.getAsLong() - start;
    }
    return done * (double) TimeUnit.SECONDS.toNanos(1) / nanos;
  }

  private static void makeRoom(KvCache cache, int tokens, int from, int end) {
    if (end - cache.length() < tokens) {
      cache.truncate(from);
    }
  }
}
