package dev.ember.converter.cli.hub;

import dev.ember.converter.download.Backoff;
import dev.ember.converter.download.TransientException;
import java.io.IOException;
import java.util.OptionalLong;

/** Waits longer after each failure in a row, and gives up after some. */
final class Attempts {
  /** Together they wait half a minute, which outlasts a restart of a server. */
  static final int MOST = 6;

  private static final long FIRST_WAIT_MILLIS = 1000;

  private final Backoff backoff = new Backoff(MOST, FIRST_WAIT_MILLIS);
  private final Pause pause;
  private final PullListener listener;

  Attempts(Pause pause, PullListener listener) {
    this.pause = pause;
    this.listener = listener;
  }

  /** It went on for a while, so what was before counts no more. */
  void progressed() {
    backoff.progressed();
  }

  /**
   * Waits before the next attempt.
   *
   * @throws HubException if there is to be none
   */
  void failed(TransientException failure, String what) throws IOException {
    OptionalLong wait = backoff.failed(failure);
    if (wait.isEmpty()) {
      throw new HubException(
          what
              + ": given up after "
              + MOST
              + " attempts, the last ended by "
              + failure.getMessage(),
          failure);
    }
    listener.onRetry(what + ": " + failure.getMessage(), wait.getAsLong());
    pause.millis(wait.getAsLong());
  }
}
