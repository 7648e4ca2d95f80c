package dev.ember.inference.backend.trust;

import dev.ember.inference.backend.Backend;
import dev.ember.inference.backend.KvCache;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/** Measures how fast a backend reads and writes. */
final class SpeedTrial {
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
      int chunk = Math.min(backend.prefillChunk(), cache.capacity());
      int[] tokens = new int[chunk];
      float[] logits = new float[backend.config().vocabulary()]; // [V]
      double prefill = measure(chunk, cache, () -> backend.prefill(tokens, chunk, cache));
      double decode = measure(1, cache, () -> backend.decode(0, cache, logits));
      return new Speed(prefill, decode);
    }
  }

  /** Tokens a second; the first call, which warms up, does not count. */
  private double measure(int tokens, KvCache cache, Runnable call) {
    makeRoom(cache, tokens);
    call.run();
    long start = nanoClock.getAsLong();
    long nanos = 0;
    long done = 0;
    while (nanos < nanosEach) {
      GoldenTrial.requireGoing(stopped);
      makeRoom(cache, tokens);
      call.run();
      done += tokens;
      nanos = nanoClock.getAsLong() - start;
    }
    return done * (double) TimeUnit.SECONDS.toNanos(1) / nanos;
  }

  private static void makeRoom(KvCache cache, int tokens) {
    if (cache.capacity() - cache.length() < tokens) {
      cache.truncate(0);
    }
  }
}
