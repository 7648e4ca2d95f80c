package dev.ember.converter.cli.bench;

import java.util.Arrays;

/**
 * Work that no change of Ember changes, measured in turn with what is: a speed divided by it can be
 * held to that of another day or machine. Writing a token is bounded by how fast memory is read,
 * reading a prompt by how fast floats are multiplied; so there is one of each.
 */
public final class Yardstick {
  /** More than second-level caches hold; the weights of a small model. */
  private static final int MEMORY_INTS = 16 << 20; // 64 MiB

  /** Two rows that stay in the first-level cache. */
  private static final int ROW_FLOATS = 2_048;

  /** About 20 ms of a desktop's core, as the memory is. */
  private static final int ROW_REPEATS = 80_000;

  private static final float FACTOR = 1e-6f; // keeps the sums finite

  private final int[] memory = new int[MEMORY_INTS];
  private final float[] sums = new float[ROW_FLOATS];
  private final float[] row = new float[ROW_FLOATS];
  private double witness; // what was computed is used, or it would not be computed

  public Yardstick() {
    Arrays.fill(memory, 1); // untouched pages would all be one
    Arrays.fill(row, 1);
  }

  /**
   * Runs and measures once; what is measured was compiled after a few times.
   *
   * @return for a second of this thread's processor
   */
  public Reading measure() {
    double begin = ProcessorTime.ofThread();
    readMemory();
    double middle = ProcessorTime.ofThread();
    multiply();
    double end = ProcessorTime.ofThread();
    if (Double.isNaN(witness)) {
      throw new IllegalStateException("expected finite sums but found " + witness);
    }
    return new Reading(
        (double) MEMORY_INTS * Integer.BYTES / (middle - begin),
        (double) ROW_FLOATS * ROW_REPEATS / (end - middle));
  }

  private void readMemory() {
    int sum = 0;
    for (int i = 0; i < memory.length; i++) {
      sum += memory[i];
    }
    witness += sum;
  }

  private void multiply() {
    for (int repeat = 0; repeat < ROW_REPEATS; repeat++) {
      for (int i = 0; i < ROW_FLOATS; i++) {
        sums[i] += FACTOR * row[i];
      }
    }
    witness += sums[0];
  }

  /**
   * What a machine did.
   *
   * @param bytesRead by a second of a processor
   * @param products of floats, summed, by a second of a processor
   */
  public record Reading(double bytesRead, double products) {
    /** Between this one and a later one. */
    Reading mean(Reading later) {
      return new Reading((bytesRead + later.bytesRead) / 2, (products + later.products) / 2);
    }
  }
}
