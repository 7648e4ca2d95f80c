package dev.ember.inference.backend.trust;

import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Runs calls that may never return on another thread, and waits for so long and no longer. A call
 * that hangs keeps its thread for good: the executor must have another for the next.
 */
final class TimeLimit {
  private final Executor threads;
  private final long limitMs;

  TimeLimit(Executor threads, long limitMs) {
    this.threads = threads;
    this.limitMs = limitMs;
  }

  /**
   * What the call returns. An error of the virtual machine for want of memory is an outcome like
   * others: the call is over, and what it held is free again.
   *
   * @throws TrialException if it takes longer, runs out of memory, or throws
   * @throws CancellationException if it was stopped
   * @throws NoRoomException if it throws that
   */
  <T> T call(Callable<T> task) throws TrialException {
    FutureTask<T> future = new FutureTask<>(task);
    threads.execute(future);
    try {
      return future.get(limitMs, TimeUnit.MILLISECONDS);
    } catch (TimeoutException hanging) {
      throw new TrialException(
          Outcome.TIMED_OUT, "expected an end within " + limitMs + " ms but found none");
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new CancellationException("the wait was interrupted");
    } catch (ExecutionException failed) {
      throw asTrialException(failed.getCause());
    }
  }

  private static TrialException asTrialException(@Nullable Throwable cause) {
    if (cause instanceof TrialException own) {
      return own;
    }
    if (cause instanceof CancellationException stopped) {
      throw stopped;
    }
    if (cause instanceof NoRoomException later) {
      throw later;
    }
    Outcome outcome = cause instanceof OutOfMemoryError ? Outcome.OUT_OF_MEMORY : Outcome.FAILED;
    String detail = cause == null ? "no reason given" : String.valueOf(cause.getMessage());
    return new TrialException(outcome, detail);
  }
}
