package dev.ember.inference.backend.trust;

import dev.ember.inference.backend.Backend;
import dev.ember.inference.backend.KvCache;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;
import java.util.function.LongSupplier;

/**
 * Finds out how many threads a model is best run with. The best so far and the next number take
 * turns, round by round, so that what else the device does hits both; no more than these two hold
 * the model.
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
   * @throws NoRoomException if the memory that one leaves is too little for another like it
   */
  int fastest(List<Integer> counts, IntFunction<Backend> opening) {
    int best = counts.get(0);
    Backend leader = opening.apply(best);
    try {
      for (int count : counts.subList(1, counts.size())) {
        Backend challenger = opening.apply(count);
        boolean worth;
        try {
          requireAlike(leader, challenger);
          worth = isWorthIt(leader, challenger);
        } catch (RuntimeException | Error failure) {
          challenger.close();
          throw failure;
        }
        Backend loser = worth ? leader : challenger;
        leader = worth ? challenger : leader;
        best = worth ? count : best;
        loser.close();
      }
      return best;
    } finally {
      leader.close();
    }
  }

  /** What is loaded in part beside the other reads in another way, and would lose by that. */
  private static void requireAlike(Backend leader, Backend challenger) {
    String expected = extent(leader);
    String found = extent(challenger);
    if (!expected.equals(found)) {
      throw new NoRoomException("expected memory for " + expected + " but found " + found);
    }
  }

  private static String extent(Backend backend) {
    return backend.config().context()
        + " tokens, read "
        + backend.prefillChunk()
        + " and verified "
        + backend.verifyTokens()
        + " at once";
  }

  private boolean isWorthIt(Backend leader, Backend challenger) {
    long[] ofLeader = new long[ROUNDS];
    long[] ofChallenger = new long[ROUNDS];
    turn(leader); // warms up
    turn(challenger);
    for (int round = 0; round < ROUNDS; round++) {
      ofLeader[round] = turn(leader);
      ofChallenger[round] = turn(challenger);
    }
    return median(ofChallenger) * WORTH < median(ofLeader);
  }

  private static long median(long[] nanos) {
    Arrays.sort(nanos);
    return nanos[ROUNDS / 2];
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
