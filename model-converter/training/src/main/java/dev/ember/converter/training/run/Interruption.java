package dev.ember.converter.training.run;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Turns Ctrl-C into a request: the loop ends its step, saves a checkpoint and returns, and only
 * then does the JVM go down.
 */
public final class Interruption implements AutoCloseable {
  /** A step and a checkpoint take a few seconds; past this the disk or the loop hangs. */
  private static final long PATIENCE_SECONDS = 60;

  private final CountDownLatch finished = new CountDownLatch(1);
  private final Thread hook = new Thread(this::await, "ember-interruption");
  private volatile boolean requested;

  /** Listens from now on. */
  public static Interruption listen() {
    Interruption interruption = new Interruption();
    Runtime.getRuntime().addShutdownHook(interruption.hook);
    return interruption;
  }

  private Interruption() {}

  public boolean requested() {
    return requested;
  }

  /** The run has saved what it needs; a waiting shutdown goes on. */
  @Override
  public void close() {
    finished.countDown();
    if (!requested) {
      Runtime.getRuntime().removeShutdownHook(hook);
    }
  }

  private void await() {
    requested = true;
    try {
      if (!finished.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        System.err.println("The run did not stop within " + PATIENCE_SECONDS + " s.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
