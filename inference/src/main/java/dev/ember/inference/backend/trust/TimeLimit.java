package dev.ember.inference.backend.trust;

import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs calls that may never return on another thread, and waits for so long and no longer. A call
 * that hangs keeps its thread for good: the executor must have another for the next.
 *
 * <h2>Threading model</h2>
 *
 * One thread at a time calls.
 */
final class TimeLimit {
  /** How often a waiter asks whether it is to stop. */
  private static final long LOOK_MS = 20;

  /**
   * What is stopped ends at its next step, and frees its memory for whoever stopped it. A driver
   * that builds has no such step: nobody waits for it longer than that.
   */
  private static final long ENDING_MS = 2_000;

  private final Executor threads;
  private final long limitMs;
  private final BooleanSupplier stopped;
  private final Runnable whenOver;
  private @Nullable Call<?> left;

  /** One that nobody stops. */
  TimeLimit(Executor threads, long limitMs) {
    this(threads, limitMs, () -> false, () -> {});
  }

  /**
   * @param stopped is asked while a call is waited for
   * @param whenOver runs, on the call's thread, when one is over that was stopped and then left
   */
  TimeLimit(Executor threads, long limitMs, BooleanSupplier stopped, Runnable whenOver) {
    this.threads = threads;
    this.limitMs = limitMs;
    this.stopped = stopped;
    this.whenOver = whenOver;
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
    Call<T> call = new Call<>(task, whenOver);
    threads.execute(call);
    try {
      return await(call);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new CancellationException("the wait was interrupted");
    } catch (ExecutionException failed) {
      throw asTrialException(failed.getCause());
    }
  }

  /** Whether a call that was stopped and left still runs. */
  boolean isBusy() {
    return left != null && !left.isOver();
  }

  private <T> T await(Call<T> call)
      throws TrialException, InterruptedException, ExecutionException {
    long stoppedMs = 0;
    for (long waitedMs = 0; waitedMs < limitMs; waitedMs += LOOK_MS) {
      if (stopped.getAsBoolean() && (stoppedMs += LOOK_MS) > ENDING_MS) {
        left = call;
        call.leave();
        throw new CancellationException("the wait was stopped");
      }
      try {
        return call.get(Math.min(LOOK_MS, limitMs - waitedMs), TimeUnit.MILLISECONDS);
      } catch (TimeoutException running) {
        continue;
      }
    }
    throw new TrialException(
        Outcome.TIMED_OUT, "expected an end within " + limitMs + " ms but found none");
  }

  /** A call that may be left alone. */
  private static final class Call<T> extends FutureTask<T> {
    private final Runnable whenOver;
    private boolean left;
    private boolean over;

    Call(Callable<T> task, Runnable whenOver) {
      super(task);
      this.whenOver = whenOver;
    }

    synchronized void leave() {
      left = true;
      if (over) {
        whenOver.run();
      }
    }

    synchronized boolean isOver() {
      return over;
    }

    @Override
    protected synchronized void done() {
      if (left) {
        whenOver.run();
      }
      over = true;
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
