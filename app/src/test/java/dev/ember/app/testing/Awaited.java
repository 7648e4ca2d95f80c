package dev.ember.app.testing;

import dev.ember.app.concurrent.SingleThread;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** Steps on the app's own threads that a test waits for. */
public final class Awaited {
  private static final long TIMEOUT_S = 20;

  private Awaited() {}

  /** What {@code step} gives on {@code thread}, after all that the thread has been given before. */
  public static <T> T on(SingleThread thread, Supplier<T> step) {
    FutureTask<T> task = new FutureTask<>(step::get);
    thread.execute(task);
    try {
      return task.get(TIMEOUT_S, TimeUnit.SECONDS);
    } catch (ExecutionException | InterruptedException | TimeoutException e) {
      throw new AssertionError("expected the task to end within " + TIMEOUT_S + " s", e);
    }
  }

  /** Returns once {@code thread} has done all that it has been given. */
  public static void barrier(SingleThread thread) {
    on(thread, () -> true);
  }
}
