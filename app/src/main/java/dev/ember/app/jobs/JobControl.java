package dev.ember.app.jobs;

import dev.ember.app.library.BundleVerifier;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The line between a running job and the screen: progress one way, the wish to stop the other.
 *
 * <h2>Threading model</h2>
 *
 * {@link #stop} from any thread, all else on the work thread; {@link #progress} from any.
 */
public final class JobControl {
  /** A pace over less than this jumps about. */
  private static final long PACE_MS = 1_000;

  private static final int THOUSANDTHS = 1_000;

  /** Ends a job from inside because its user wanted that. */
  public static final class Stopped extends IOException {
    private static final long serialVersionUID = 1L;

    Stopped() {
      super("stopped by its user");
    }
  }

  private final LongSupplier uptimeMs;
  private final Runnable onProgress;
  private volatile JobProgress progress =
      new JobProgress(JobProgress.Step.COPYING, 0, 0, 0, JobProgress.Pause.NONE);
  private long paceFromMs;
  private long paceFromDone;
  private boolean stopped; // guarded by this
  private volatile boolean hurried;

  /**
   * @param uptimeMs a clock that never goes back
   * @param onProgress hears of every change, on the work thread
   */
  JobControl(LongSupplier uptimeMs, Runnable onProgress) {
    this.uptimeMs = uptimeMs;
    this.onProgress = onProgress;
  }

  JobProgress progress() {
    return progress;
  }

  synchronized void stop() {
    stopped = true;
    notifyAll();
  }

  /** The user wants no more rest for the phone's sake; a network does not come sooner by that. */
  void hurry() {
    hurried = true;
    synchronized (this) {
      notifyAll();
    }
  }

  boolean hurried() {
    return hurried;
  }

  synchronized boolean stopped() {
    return stopped;
  }

  /**
   * To be called often.
   *
   * @throws Stopped if the user wants the job to end
   */
  void check() throws Stopped {
    if (stopped()) {
      throw new Stopped();
    }
  }

  /** Tells how far a step is, in bytes. */
  void at(JobProgress.Step step, long done, long total) throws Stopped {
    at(step, done, total, 0);
  }

  private void at(JobProgress.Step step, long done, long total, int check) throws Stopped {
    check();
    long nowMs = uptimeMs.getAsLong();
    JobProgress before = progress;
    float pace = before.perSecond();
    if (step != before.step() || before.pause() != JobProgress.Pause.NONE || done < paceFromDone) {
      pace = 0;
      paceFromMs = nowMs;
      paceFromDone = done;
    } else if (nowMs - paceFromMs >= PACE_MS) {
      pace = (done - paceFromDone) * 1_000f / (nowMs - paceFromMs);
      paceFromMs = nowMs;
      paceFromDone = done;
    }
    progress = new JobProgress(step, done, total, pace, JobProgress.Pause.NONE, check);
    onProgress.run();
  }

  /** Tells how far a step is, as a share from 0 to 1. */
  void atShare(JobProgress.Step step, double share) throws Stopped {
    at(step, Math.round(share * THOUSANDTHS), THOUSANDTHS);
  }

  /** Tells how far the checks of a bundle are, as a share of them all. */
  void atCheck(BundleVerifier.Check check, double share) throws Stopped {
    long done = Math.round(share * THOUSANDTHS);
    at(JobProgress.Step.CHECKING, done, THOUSANDTHS, check.ordinal() + 1);
  }

  /**
   * Stands still for a while, and says why; not as long if its user does not want that, unless
   * there is nothing to go on with.
   *
   * @throws Stopped if the user wants the job to end
   */
  void rest(JobProgress.Pause why, long ms) throws Stopped {
    progress = progress.resting(why);
    onProgress.run();
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(ms);
    boolean forPhone = why != JobProgress.Pause.NO_NETWORK;
    synchronized (this) {
      while (!stopped && !(hurried && forPhone) && System.nanoTime() - deadline < 0) {
        try {
          TimeUnit.NANOSECONDS.timedWait(this, deadline - System.nanoTime());
        } catch (InterruptedException killed) {
          stopped = true;
        }
      }
    }
    check();
  }
}
