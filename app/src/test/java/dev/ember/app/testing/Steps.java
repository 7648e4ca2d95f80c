package dev.ember.app.testing;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Lets a test lead another thread by the hand. */
public final class Steps {
  private static final long TIMEOUT_S = 20;

  private final Semaphore arrivals = new Semaphore(0);
  private final Semaphore permits = new Semaphore(0);
  private volatile boolean free;

  /** The other thread's part: says that it is here, and waits. */
  public void arrive() {
    if (!free) {
      arrivals.release();
      acquire(permits);
    }
  }

  /** Waits until the other thread stands before its first step. */
  public void awaitFirst() {
    acquire(arrivals);
  }

  /** Lets it take {@code count} steps and waits until it stands before the next. */
  public void step(int count) {
    for (int i = 0; i < count; i++) {
      permits.release();
      acquire(arrivals);
    }
  }

  /** Lets it run on to the end, and never stop again. */
  public void release() {
    free = true;
    permits.release();
  }

  private static void acquire(Semaphore semaphore) {
    try {
      if (!semaphore.tryAcquire(TIMEOUT_S, TimeUnit.SECONDS)) {
        throw new AssertionError("expected a step within " + TIMEOUT_S + " s");
      }
    } catch (InterruptedException e) {
      throw new AssertionError("expected no interruption", e);
    }
  }
}
