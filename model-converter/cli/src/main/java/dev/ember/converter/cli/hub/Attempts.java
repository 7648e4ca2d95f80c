package dev.ember.converter.cli.hub;

import java.io.IOException;

/** Waits longer after each failure in a row, and gives up after some. */
final class Attempts {
  /** Together they wait half a minute, which outlasts a restart of a server. */
  static final int MOST = 6;

  private static final long FIRST_WAIT_MILLIS = 1000;

  /** A server that asks for more is not waited for any longer. */
  private static final long LONGEST_WAIT_MILLIS = 60_000;

  private final Pause pause;
  private final PullListener listener;
  private int failures;

  Attempts(Pause pause, PullListener listener) {
    this.pause = pause;
    this.listener = listener;
  }

  /** It went on for a while, so what was before counts no more. */
  void progressed() {
    failures = 0;
  }

  /**
   * Waits before the next attempt.
   *
   * @throws HubException if there is to be none
   */
  void failed(TransientException failure, String what) throws IOException {
    failures++;
    if (failures == MOST) {
      throw new HubException(
          what
              + ": given up after "
              + MOST
              + " attempts, the last ended by "
              + failure.getMessage(),
          failure);
    }
    long own = FIRST_WAIT_MILLIS << (failures - 1);
    long wait = Math.min(failure.retryAfterMillis().orElse(own), LONGEST_WAIT_MILLIS);
    listener.onRetry(what + ": " + failure.getMessage(), wait);
    pause.millis(wait);
  }
}
