package dev.ember.app.concurrent;

import java.util.function.LongSupplier;

/**
 * Turns many requests into few runs: at most one in each period, the first at once, and always one
 * after the last request. The task looks up the newest state itself, so nothing is queued.
 *
 * <h2>Threading model</h2>
 *
 * All methods from any thread. The task runs where the {@link Delay} runs it.
 */
public final class FrameThrottle {
  private final long periodMs;
  private final LongSupplier clockMs;
  private final Delay delay;
  private final Runnable task;

  // Guarded by this.
  private boolean requested;
  private boolean scheduled;
  private boolean hasRun;
  private long lastRunMs;

  /**
   * @param periodMs the least time from one run to the next
   * @param clockMs a clock that never goes back
   */
  public FrameThrottle(long periodMs, LongSupplier clockMs, Delay delay, Runnable task) {
    if (periodMs <= 0) {
      throw new IllegalArgumentException("expected a positive period but found " + periodMs);
    }
    this.periodMs = periodMs;
    this.clockMs = clockMs;
    this.delay = delay;
    this.task = task;
  }

  /** Asks for a run. */
  public void request() {
    long waitMs;
    synchronized (this) {
      requested = true;
      if (scheduled) {
        return;
      }
      scheduled = true;
      long sinceLastMs = clockMs.getAsLong() - lastRunMs;
      waitMs = hasRun ? Math.max(0, periodMs - sinceLastMs) : 0;
    }
    delay.schedule(this::run, waitMs);
  }

  /** Forgets a request that has not been served yet. A run that has begun is not stopped. */
  public synchronized void cancel() {
    requested = false;
  }

  private void run() {
    synchronized (this) {
      scheduled = false;
      if (!requested) {
        return;
      }
      requested = false;
      hasRun = true;
      lastRunMs = clockMs.getAsLong();
    }
    task.run();
  }
}
