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

  /** What a call threw in the end. That it was stopped is no fault. */
  void add(Circumstances circumstances, Contender contender, Throwable failure) {
    if (!(failure instanceof CancellationException)) {
      faults.add(new Fault(circumstances, contender.id(), "ended late: " + failure.getMessage()));
    }
  }

  /** Closes what opened, or ended, late. */
  void close(Circumstances circumstances, Contender contender, Backend late) {
    try {
      late.close();
    } catch (RuntimeException | OutOfMemoryError failed) {
      faults.add(new Fault(circumstances, contender.id(), "closed late: " + failed.getMessage()));
    }
  }

  /** Where a verdict was forgotten meanwhile, so is what belonged to it. */
  void keepIn(VerdictStore store) throws IOException {
    for (Fault fault = faults.poll(); fault != null; fault = faults.poll()) {
      Verdict verdict = store.read(fault.circumstances()).get(fault.contender());
      if (verdict != null) {
        String detail = verdict.detail() + "; " + fault.detail();
        store.add(
            fault.circumstances(),
            new Verdict(verdict.contender(), verdict.outcome(), detail, verdict.speed()));
      }
    }
  }
}
