package dev.ember.inference.decode;

import java.util.Arrays;

/**
 * How long the last few calls of one kind took. The one in the middle tells what a call takes: a
 * stall, which is the system's and not the model's, moves a mean and not this.
 */
final class RecentTimes {
  private static final int KEPT = 9;

  private final long[] nanos = new long[KEPT];
  private final long[] sorted = new long[KEPT];
  private int count;

  void add(long callNanos) {
    nanos[count % KEPT] = callNanos;
    count++;
  }

  /** Calls in all. */
  int count() {
    return count;
  }

  /** Of the kept ones, and of two in the middle the shorter; 0 before the first. */
  long median() {
    int kept = Math.min(count, KEPT);
    System.arraycopy(nanos, 0, sorted, 0, kept);
    Arrays.sort(sorted, 0, kept);
    return kept == 0 ? 0 : sorted[(kept - 1) / 2];
  }
}
