package dev.ember.inference.backend.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import org.junit.Test;

/** What becomes of a call that nobody waits for any more. */
public final class TimeLimitTest {
  private static final long PATIENT_MS = 60_000;

  private final List<Runnable> hanging = new ArrayList<>();
  private final LeftCalls left = new LeftCalls();
  private final List<String> late = new ArrayList<>();
  private int over;

  /** Runs nothing before the test does. */
  private final Executor threads = hanging::add;

  @Test
  public void call_timedOut_isBusyUntilItIsOverAndItsResultIsNotLost() {
    assertThatThrownBy(() -> call(limit(1, () -> false), () -> "a GPU"))
        .isInstanceOfSatisfying(
            TrialException.class,
            failure -> assertThat(failure.outcome()).isEqualTo(Outcome.TIMED_OUT));
    assertThat(left.isBusy()).isTrue();
    assertThat(left.isEnding()).isFalse();
    hanging.forEach(Runnable::run);
    assertThat(late).containsExactly("a GPU");
    assertThat(left.isBusy()).isFalse();
    assertThat(over).as("it was not stopped").isZero();
  }

  @Test
  public void call_timedOutAndThrowsLate_isOverAndSaysWhat() {
    Callable<String> failing =
        () -> {
          throw new IllegalStateException("no OpenCL");
        };
    assertThatThrownBy(() -> call(limit(1, () -> false), failing))
        .isInstanceOf(TrialException.class);
    hanging.forEach(Runnable::run);
    assertThat(late).containsExactly("failed: no OpenCL");
    assertThat(left.isBusy()).isFalse();
  }

  @Test
  public void call_stopped_isEndingUntilItIsOver() {
    assertThatThrownBy(() -> call(limit(PATIENT_MS, () -> true), () -> "a GPU"))
        .isInstanceOf(CancellationException.class);
    assertThat(left.isEnding()).isTrue();
    assertThat(over).isZero();
    hanging.forEach(Runnable::run);
    assertThat(late).containsExactly("a GPU");
    assertThat(left.isBusy()).isFalse();
    assertThat(over).isEqualTo(1);
  }

  @Test
  public void call_interrupted_isEndingUntilItIsOverAndItsResultIsNotLost() {
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> call(limit(PATIENT_MS, () -> false), () -> "a GPU"))
        .isInstanceOf(CancellationException.class);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(left.isEnding()).isTrue();
    hanging.forEach(Runnable::run);
    assertThat(late).containsExactly("a GPU");
    assertThat(left.isBusy()).isFalse();
    assertThat(over).isEqualTo(1);
  }

  @Test
  public void call_inTime_givesItsResultToItsCallerAlone() throws TrialException {
    TimeLimit limit = new TimeLimit(Runnable::run, PATIENT_MS, left);
    assertThat(call(limit, () -> "a GPU")).isEqualTo("a GPU");
    assertThat(late).isEmpty();
    assertThat(left.isBusy()).isFalse();
  }

  /** There at the very moment when it would be left: it is its caller's, who closes it. */
  @Test
  public void call_endsAsItsTimeDoes_isNotLeft() throws TrialException {
    TimeLimit limit = new TimeLimit(Runnable::run, 0, left);
    assertThat(call(limit, () -> "a GPU")).isEqualTo("a GPU");
    assertThat(late).isEmpty();
    assertThat(left.isBusy()).isFalse();
  }

  @Test
  public void leave_whatHasEnded_isRefused() {
    LimitedCall<String> call = new LimitedCall<>(() -> "a GPU", late::add, failure -> {});
    call.run();
    assertThat(call.leave(true, () -> over++)).isFalse();
    assertThat(late).isEmpty();
    assertThat(over).isZero();
  }

  @Test
  public void leave_whatHasFailed_isRefused() {
    LimitedCall<String> call =
        new LimitedCall<>(
            () -> {
              throw new IllegalStateException("no OpenCL");
            },
            late::add,
            failure -> late.add("failed"));
    call.run();
    assertThat(call.leave(true, () -> over++)).isFalse();
    assertThat(late).isEmpty();
    assertThatThrownBy(call::get).hasMessageContaining("no OpenCL");
  }

  private TimeLimit limit(long limitMs, BooleanSupplier stopped) {
    return new TimeLimit(threads, limitMs, left, stopped, () -> over++);
  }

  private String call(TimeLimit limit, Callable<String> task) throws TrialException {
    return limit.call(task, late::add, failure -> late.add("failed: " + failure.getMessage()));
  }
}
