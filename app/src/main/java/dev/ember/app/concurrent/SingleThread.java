package dev.ember.app.concurrent;

import android.os.Process;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * An executor of one thread with a name: tasks run one after another, in the order given. A task
 * that throws ends the process, as an exception on the main thread does: it is a bug, and what
 * matters has been saved.
 *
 * <h2>Threading model</h2>
 *
 * All methods from any thread.
 */
public final class SingleThread implements Executor {
  private static final long DEATH_MS = 20_000;

  private final String name;
  private final ExecutorService executor;
  private final AtomicInteger unfinished = new AtomicInteger();
  private final AtomicLong given = new AtomicLong();
  private volatile @Nullable Thread thread;

  SingleThread(String name) {
    this(name, task -> task);
  }

  private SingleThread(String name, UnaryOperator<Runnable> life) {
    this.name = name;
    this.executor =
        Executors.newSingleThreadExecutor(
            task -> {
              thread = new Thread(life.apply(task), name);
              return thread;
            });
  }

  /** A thread that the system gives less of the processor than those that somebody waits for. */
  static SingleThread inBackground(String name) {
    return new SingleThread(
        name,
        life ->
            () -> {
              Process.setThreadPriority(Process.THREAD_PRIORITY_BACKGROUND);
              life.run();
            });
  }

  /** Runs a task after those given before. After {@link #shutdown} it is dropped, unrun. */
  @Override
  public void execute(Runnable task) {
    if (executor.isShutdown()) {
      return;
    }
    unfinished.incrementAndGet();
    given.incrementAndGet();
    executor.execute(
        () -> {
          try {
            task.run();
          } finally {
            unfinished.decrementAndGet();
          }
        });
  }

  /** Whether no task runs or waits. */
  public boolean isIdle() {
    return unfinished.get() == 0;
  }

  /** How many tasks it has been given since it began. */
  long given() {
    return given.get();
  }

  /**
   * Refuses every thread but this one.
   *
   * @throws IllegalStateException if the caller is on another thread
   */
  public void assertCurrent() {
    if (Thread.currentThread() != thread) {
      throw new IllegalStateException(
          "expected thread " + name + " but found " + Thread.currentThread().getName());
    }
  }

  void shutdown() {
    executor.shutdown();
  }

  /** As the death of a process: what runs is interrupted, what waits is dropped. */
  void kill() {
    Thread running = thread;
    if (running != null) {
      running.setUncaughtExceptionHandler((dead, thrown) -> {}); // nobody is left to hear it
    }
    executor.shutdownNow();
    if (running != null) {
      try {
        running.join(DEATH_MS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
