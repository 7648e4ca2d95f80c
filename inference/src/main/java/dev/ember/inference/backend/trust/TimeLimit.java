package dev.ember.inference.backend.trust;

import dev.ember.inference.backend.BackendException;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
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
  private final LeftCalls left;
  private final BooleanSupplier stopped;
  private final Runnable whenOver;

  /** One that nobody stops. */
  TimeLimit(Executor threads, long limitMs, LeftCalls left) {
    this(threads, limitMs, left, () -> false, () -> {});
  }

  /**
   * @param left hears of each call that is left
   * @param stopped is asked while a call is waited for
   * @param whenOver runs, on the call's thread, when one is over that was stopped and then left
   */
  TimeLimit(
      Executor threads, long limitMs, LeftCalls left, BooleanSupplier stopped, Runnable whenOver) {
    this.threads = threads;
    this.limitMs = limitMs;
    this.left = left;
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
    return call(task, result -> {}, failure -> {});
  }

  /**
   * As {@link #call(Callable)}.
   *
   * @param lateResult takes, on the call's thread, what nobody waits for any more; throws nothing
   * @param lateFailure takes what was thrown instead
   */
  <T> T call(Callable<T> task, Consumer<? super T> lateResult, Consumer<Throwable> lateFailure)
      throws TrialException {
    LimitedCall<T> call = new LimitedCall<>(task, lateResult, lateFailure);
    threads.execute(call);
    try {
      return await(call);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return leave(call);
    } catch (ExecutionException failed) {
      throw asTrialException(failed.getCause());
    }
  }

  /** Whoever is interrupted waits no more, unless the end is there: then it is the caller's. */
  private <T> T leave(LimitedCall<T> call) throws TrialException {
    if (call.leave(false, whenOver)) {
      left.add(call);
      throw new CancellationException("the wait was interrupted");
    }
    try {
      return end(call);
    } catch (ExecutionException failed) {
      throw asTrialException(failed.getCause());
    }
  }

  /** Of a call that ends in this moment, however often its waiter is interrupted. */
  private static <T> T end(LimitedCall<T> call) throws ExecutionException {
    boolean interrupted = Thread.interrupted();
    try {
      while (true) {
        try {
          return call.get();
        } catch (InterruptedException again) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private <T> T await(LimitedCall<T> call)
      throws TrialException, InterruptedException, ExecutionException {
    long stoppedMs = 0;
    for (long waitedMs = 0; waitedMs < limitMs; waitedMs += LOOK_MS) {
      if (stopped.getAsBoolean() && (stoppedMs += LOOK_MS) > ENDING_MS) {
        if (!call.leave(false, whenOver)) {
          return call.get();
        }
        left.add(call);
        throw new CancellationException("the wait was stopped");
      }
      try {
        return call.get(Math.min(LOOK_MS, limitMs - waitedMs), TimeUnit.MILLISECONDS);
      } catch (TimeoutException running) {
        continue;
      }
    }
    if (!call.leave(true, () -> {})) {
      return call.get();
    }
    left.add(call);
    throw new TrialException(
        Outcome.TIMED_OUT, "expected an end within " + limitMs + " ms but found none");
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
    Outcome outcome = isOutOfMemory(cause) ? Outcome.OUT_OF_MEMORY : Outcome.FAILED;
    String detail = cause == null ? "no reason given" : String.valueOf(cause.getMessage());
    return new TrialException(outcome, detail);
  }

  private static boolean isOutOfMemory(@Nullable Throwable cause) {
    return cause instanceof OutOfMemoryError
        || (cause instanceof BackendException refused && refused.isOutOfMemory());
  }
}
