package dev.ember.app.screens;

import dev.ember.inference.backend.Backend;
import dev.ember.inference.backend.BackendException;
import dev.ember.inference.backend.ForwardingBackend;
import dev.ember.inference.backend.KvCache;
import java.util.concurrent.CountDownLatch;

/**
 * A backend that stands still before one of its steps, until it is told to go on, or breaks, and
 * has a clock that knows nothing but its steps: the same speed on every machine.
 */
final class PausingBackend extends ForwardingBackend {
  private static final long STEP_NANOS = 80_000_000L;

  private volatile CountDownLatch goOn = new CountDownLatch(1);
  private volatile CountDownLatch standing = new CountDownLatch(1);
  private volatile int stepsLeft = Integer.MAX_VALUE;
  private volatile int steps;
  private volatile boolean broken;

  PausingBackend(Backend model) {
    super(model);
  }

  /** From now on, stands still after so many tokens, once; again if it has done so before. */
  void pauseAfter(int tokens) {
    goOn = new CountDownLatch(1);
    standing = new CountDownLatch(1);
    stepsLeft = tokens;
  }

  /** From now on, every step fails, or none. */
  void broken(boolean now) {
    broken = now;
  }

  boolean stands() {
    return standing.getCount() == 0 && goOn.getCount() > 0;
  }

  long nanos() {
    return steps * STEP_NANOS;
  }

  void goOn() {
    goOn.countDown();
  }

  @Override
  public void decode(int token, KvCache cache, float[] logits) {
    if (broken) {
      throw new BackendException(description(), "decode", "the graph could not be run");
    }
    if (stepsLeft == 0) {
      standing.countDown();
      await();
    }
    stepsLeft--;
    super.decode(token, cache, logits);
    steps++; // one thread decodes
  }

  private void await() {
    try {
      goOn.await();
    } catch (InterruptedException e) {
      throw new AssertionError("nobody interrupts the model", e);
    }
  }

  @Override
  public void prefill(int[] tokens, int count, KvCache cache) {
    super.prefill(tokens, count, cache);
    steps++;
  }
}
