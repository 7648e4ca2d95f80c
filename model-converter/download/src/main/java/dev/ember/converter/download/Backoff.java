package dev.ember.converter.download;

import java.util.OptionalLong;

/**
 * How long to wait after each failure in a row: twice as long as before, and after some no more.
 */
public final class Backoff {
  /** A server that asks for more is not waited for any longer. */
  private static final long LONGEST_WAIT_MILLIS = 60_000;

  private final int mostAttempts;
  private final long firstWaitMillis;
  private int failures;

  /**
   * @param mostAttempts in a row that may fail
   * @param firstWaitMillis after the first of them
   */
  public Backoff(int mostAttempts, long firstWaitMillis) {
    this.mostAttempts = mostAttempts;
    this.firstWaitMillis = firstWaitMillis;
  }

  /** It went on for a while, so what was before counts no more. */
  public void progressed() {
    failures = 0;
  }

  /** Milliseconds to wait before the next attempt; empty if there is to be none. */
  public OptionalLong failed(TransientException failure) {
    failures++;
    if (failures == mostAttempts) {
      return OptionalLong.empty();
    }
    long own = firstWaitMillis << (failures - 1);
    return OptionalLong.of(Math.min(failure.retryAfterMillis().orElse(own), LONGEST_WAIT_MILLIS));
  }
}
