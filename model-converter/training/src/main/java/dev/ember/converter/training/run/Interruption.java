package dev.ember.converter.training.run;

import java.io.PrintStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Turns Ctrl-C into a request: the loop ends its step, saves a checkpoint and returns, and only
 * then does the JVM go down. A step may take minutes (large models, the answers of a round of PPO),
 * so it is waited for, and who waits is told what ending it by force would cost.
 */
public final class Interruption implements AutoCloseable {
  private static final long NOTICE_SECONDS = 60;

  /** Past so many notices the disk or the loop hangs. */
  private static final int NOTICES = 10;

  private final CountDownLatch finished = new CountDownLatch(1);
  private final Thread hook = new Thread(this::await, "ember-interruption");
  private final PrintStream out;
  private final long noticeSeconds;
  private volatile boolean requested;

  /** Listens from now on. */
  public static Interruption listen() {
    Interruption interruption = new Interruption(System.err, NOTICE_SECONDS);
    Runtime.getRuntime().addShutdownHook(interruption.hook);
    return interruption;
  }

  Interruption(PrintStream out, long noticeSeconds) {
    this.out = out;
    this.noticeSeconds = noticeSeconds;
  }

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

  /** What the shutdown waits for. */
  void await() {
    requested = true;
    out.printf("%nStopping behind the step in work.%n");
    try {
      for (int notices = 1; notices <= NOTICES; notices++) {
        if (finished.await(noticeSeconds, TimeUnit.SECONDS)) {
          return;
        }
        out.printf(
            "Still in that step. To kill process %d loses what came after the last checkpoint,"
                + " about a minute of work or one step.%n",
            ProcessHandle.current().pid());
      }
      out.printf("The run did not stop within %d s.%n", NOTICES * noticeSeconds);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
