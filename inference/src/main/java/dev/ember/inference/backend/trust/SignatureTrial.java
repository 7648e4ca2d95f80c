package dev.ember.inference.backend.trust;

import dev.ember.inference.backend.Backend;
import dev.ember.inference.backend.KvCache;
import dev.ember.inference.backend.PortableKvCache;
import dev.ember.inference.bundle.Golden;
import dev.ember.inference.bundle.GoldenTally;
import java.util.Arrays;
import java.util.NavigableSet;
import java.util.function.BooleanSupplier;

/**
 * Holds the signatures of a backend to each other, for golden prompts are too short for most of
 * them. Which one reads goes by what the cache is to hold; so where a context ends, the same few
 * tokens are read in ways that need different ones:
 *
 * <pre>
 * one by one           decode of this context    | the same logits, and so each context
 * with one more, few   verify of the next        | is held to the one before it
 * a chunk, one by one  prefill, then decode      | the same logits: the three
 * all of them, few     verify                    | of a context are one model
 * </pre>
 *
 * The smallest context is that of the golden prompts. It takes as long as some forty steps of each
 * context.
 */
final class SignatureTrial {
  private static final int COMPARED = 4; // positions of each pair

  /** A way to read tokens. */
  private interface Reading {
    void read(int[] tokens, int count, KvCache cache);
  }

  private final Golden golden;
  private final NavigableSet<Integer> contexts;
  private final BooleanSupplier stopped;

  /**
   * @param contexts that the model has signatures for
   * @param stopped is asked between the pairs
   */
  SignatureTrial(NavigableSet<Integer> contexts, Golden golden, BooleanSupplier stopped) {
    this.contexts = contexts;
    this.golden = golden;
    this.stopped = stopped;
  }

  /**
   * Asks nothing of a backend that reads all in one way.
   *
   * @param backend has answered the golden prompts
   * @throws TrialException if two ways differ
   * @throws java.util.concurrent.CancellationException if it was stopped
   */
  void run(Backend backend) throws TrialException {
    int whole = backend.config().context();
    int compared = Math.min(COMPARED, backend.verifyTokens() - 1);
    if (compared < 1) {
      return;
    }
    int shortest = Math.min(contexts.first(), whole);
    RepeatedRows rows = new RepeatedRows(golden, backend, shortest - compared);
    for (int context : contexts.headSet(whole, true)) {
      int read = Math.min(backend.prefillChunk(), context - compared - 1);
      compare(
          oneByOne(backend, rows, context - compared - read, read, compared),
          few(backend, rows, context - compared - read, read + compared, read));
      if (context < whole) {
        compare(
            oneByOne(backend, rows, context - compared, 0, compared),
            few(backend, rows, context - compared, compared + 1, 0));
      }
    }
  }

  /**
   * As {@link #run}, of a backend that is held to no other. One that cannot verify, as the last
   * resort, reads a chunk where its whole context ends, and then the same tokens one by one.
   * Nothing is asked of one whose caches cannot be filled, as the plain-Java reference, which reads
   * a chunk one by one.
   *
   * @throws TrialException as {@link #run}
   */
  void runAlone(Backend backend) throws TrialException {
    int whole = backend.config().context();
    int read = Math.min(backend.prefillChunk(), whole - COMPARED - 1);
    if (backend.verifyTokens() > 1) {
      run(backend);
    } else if (read > 1 && fills(backend)) {
      int filled = whole - COMPARED - read;
      RepeatedRows rows = new RepeatedRows(golden, backend, filled);
      float[] unread = new float[backend.config().vocabulary()]; // [V]
      Reading steps =
          (tokens, count, cache) -> {
            for (int i = 0; i < count; i++) {
              GoldenTrial.requireGoing(stopped);
              backend.decode(tokens[i], cache, unread);
            }
          };
      compare(
          oneByOne(backend, rows, filled, read, COMPARED, steps),
          oneByOne(backend, rows, filled, read, COMPARED, backend::prefill));
    }
  }

  private static boolean fills(Backend backend) {
    try (KvCache cache = backend.newCache()) {
      return cache instanceof PortableKvCache;
    }
  }

  private float[][] oneByOne(Backend backend, RepeatedRows rows, int filled, int read, int count)
      throws TrialException {
    return oneByOne(backend, rows, filled, read, count, backend::prefill);
  }

  /** Logits {@code [count, V]} of tokens that are written after {@code read} of them were read. */
  private float[][] oneByOne(
      Backend backend, RepeatedRows rows, int filled, int read, int count, Reading reading)
      throws TrialException {
    GoldenTrial.requireGoing(stopped);
    try (PortableKvCache cache = rows.newCache(backend, filled)) {
      reading.read(tokens(rows, read), read, cache);
      float[][] logits = new float[count][backend.config().vocabulary()];
      for (int i = 0; i < count; i++) {
        backend.decode(rows.token(read + i), cache, logits[i]);
      }
      return logits;
    }
  }

  /** Logits {@code [count - first, V]} of the same tokens, verified. */
  private float[][] few(Backend backend, RepeatedRows rows, int filled, int count, int first)
      throws TrialException {
    GoldenTrial.requireGoing(stopped);
    try (PortableKvCache cache = rows.newCache(backend, filled)) {
      float[][] logits = new float[count][];
      for (int i = first; i < count; i++) {
        logits[i] = new float[backend.config().vocabulary()];
      }
      backend.verify(tokens(rows, count), count, cache, logits);
      return Arrays.copyOfRange(logits, first, count);
    }
  }

  private void compare(float[][] expected, float[][] found) throws TrialException {
    GoldenTally tally = new GoldenTally(golden.tolerances());
    for (int i = 0; i < expected.length; i++) {
      GoldenTrial.requireNumbers(expected[i]);
      GoldenTrial.requireNumbers(found[i]);
      tally.add(RepeatedRows.position(expected[i]), found[i]);
    }
    GoldenTrial.requireKept(tally);
  }

  private static int[] tokens(RepeatedRows rows, int count) {
    int[] tokens = new int[count];
    Arrays.setAll(tokens, rows::token);
    return tokens;
  }
}
