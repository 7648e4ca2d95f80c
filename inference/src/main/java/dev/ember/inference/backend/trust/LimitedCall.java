package dev.ember.inference.backend.trust;

import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;

/**
 * A call that may be left alone. Its result goes to whoever waits, or, once nobody does, to whom it
 * was promised then: one of the two, and never both.
 */
final class LimitedCall<T> extends FutureTask<T> {
  private final Consumer<? super T> lateResult;
  private final Consumer<Throwable> lateFailure;
  private Runnable whenOver = () -> {};
  private boolean left;
  private boolean overdue;
  private boolean arrived;
  private boolean over;

  /**
   * @param lateResult takes, on the call's thread, what nobody waits for any more; throws nothing
   * @param lateFailure takes what was thrown instead
   */
  LimitedCall(Callable<T> task, Consumer<? super T> lateResult, Consumer<Throwable> lateFailure) {
    super(task);
    this.lateResult = lateResult;
    this.lateFailure = lateFailure;
  }

  /**
   * Leaves the call alone; false if its end is there already, or is about to be: {@link #get} gives
   * it at once.
   *
   * @param afterAllItsTime whether it hangs, or was only stopped
   * @param then runs on the call's thread when it is over
   */
  synchronized boolean leave(boolean afterAllItsTime, Runnable then) {
    if (arrived) {
      return false;
    }
    left = true;
    overdue = afterAllItsTime;
    whenOver = then;
    return true;
  }

  synchronized boolean isOverdue() {
    return overdue;
  }

  synchronized boolean isOver() {
    return over;
  }

  private synchronized boolean arrivesLate() {
    arrived = true;
    return left;
  }

  @Override
  protected void set(T result) {
    if (arrivesLate()) {
      lateResult.accept(result);
    }
    super.set(result);
  }

  @Override
  protected void setException(Throwable failure) {
    if (arrivesLate()) {
      lateFailure.accept(failure);
    }
    super.setException(failure);
  }

  @Override
  protected synchronized void done() {
    whenOver.run();
    over = true;
  }
}
