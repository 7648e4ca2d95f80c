package dev.ember.inference.backend.trust;

import dev.ember.inference.backend.Backend;
import java.io.IOException;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * What went wrong with a backend that nobody waited for any more: added to the reason that is kept
 * of it, for there is nobody to throw it to.
 *
 * <h2>Threading model</h2>
 *
 * Faults come from any thread; {@link #keepIn} is for the one that has the store.
 */
final class LateFaults {
  private final Queue<Fault> faults = new ConcurrentLinkedQueue<>();

  private record Fault(Circumstances circumstances, String contender, String detail) {}

  /** What a call threw in the end, and what its closing did. That it was stopped is no fault. */
  void add(Circumstances circumstances, Contender contender, Throwable failure) {
    if (!(failure instanceof CancellationException)) {
      add(circumstances, contender, "ended late: " + failure.getMessage());
    }
    for (Throwable closing : failure.getSuppressed()) {
      add(circumstances, contender, "closed late: " + closing.getMessage());
    }
  }

  private void add(Circumstances circumstances, Contender contender, String detail) {
    faults.add(new Fault(circumstances, contender.id(), detail));
  }

  /** Closes what opened, or ended, late. */
  void close(Circumstances circumstances, Contender contender, Backend late) {
    try {
      late.close();
    } catch (RuntimeException | Error failed) { // of a thread that has nobody to throw to
      add(circumstances, contender, "closed late: " + failed.getMessage());
    }
  }

  /**
   * Where a verdict was forgotten meanwhile, so is what belonged to it; where the disk is full, it
   * is tried again another time.
   */
  void keepIn(VerdictStore store) {
    for (Fault fault = faults.peek(); fault != null; fault = faults.peek()) {
      try {
        keep(fault, store);
      } catch (IOException full) {
        return;
      }
      faults.remove();
    }
  }

  private static void keep(Fault fault, VerdictStore store) throws IOException {
    Verdict verdict = store.read(fault.circumstances()).get(fault.contender());
    if (verdict != null) {
      String detail = verdict.detail() + "; " + fault.detail();
      store.add(
          fault.circumstances(),
          new Verdict(verdict.contender(), verdict.outcome(), detail, verdict.speed()));
    }
  }
}
