package dev.ember.inference.sample;

/**
 * A generator of 64 bits of state (Steele, Lea and Flood 2014, "Fast splittable pseudorandom number
 * generators"), the same on every Java and every Android.
 */
final class SplitMix64 {
  private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;
  private static final int DOUBLE_BITS = 53;

  private long state;

  SplitMix64(long seed) {
    state = seed;
  }

  /**
   * The seed of a generator that goes on where one of {@code seed} stands after so many numbers.
   */
  static long after(long seed, int numbers) {
    return seed + numbers * GOLDEN_GAMMA;
  }

  long nextLong() {
    state += GOLDEN_GAMMA;
    long z = state;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }

  /** From 0 (inclusive) to 1 (exclusive). */
  double nextDouble() {
    return (nextLong() >>> (Long.SIZE - DOUBLE_BITS)) * 0x1p-53;
  }
}
