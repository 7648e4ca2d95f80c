package dev.ember.inference.backend.trust;

import dev.ember.inference.backend.Backend;
import dev.ember.inference.bundle.Bundle;
import java.io.IOException;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * How many threads the CPU is best used with: measured once under some {@link Circumstances}, and
 * kept beside their verdicts.
 */
final class MeasuredThreads {
  private final VerdictStore store;
  private final Contenders contenders;
  private final TimeLimit limit;
  private final LongSupplier nanoClock;

  /**
   * @param limit for the whole measurement
   */
  MeasuredThreads(
      VerdictStore store, Contenders contenders, TimeLimit limit, LongSupplier nanoClock) {
    this.store = store;
    this.contenders = contenders;
    this.limit = limit;
    this.nanoClock = nanoClock;
  }

  /** Whether there is something to measure, and the room to do it. */
  boolean isDue(Bundle bundle, Circumstances circumstances) throws IOException {
    return !isKnown(circumstances) && contenders.hasRoomForTwo(bundle);
  }

  private boolean isKnown(Circumstances circumstances) throws IOException {
    return contenders.threadCounts().size() < 2 || store.threads(circumstances).isPresent();
  }

  /**
   * Before the CPU's proof, whose speed is to be the one that it is used with. The most threads
   * count as found from the beginning: should the process die of the trial, it is not tried again,
   * and no verdict falls on the CPU, which may well carry one copy of a model where two are too
   * many. Where two are seen to be, nothing is known, and another time there may be the memory.
   *
   * @return whether anything new is known
   * @throws CancellationException if it was stopped
   */
  boolean measure(Bundle bundle, Circumstances circumstances, BooleanSupplier ended)
      throws IOException {
    if (isKnown(circumstances)) {
      return false;
    }
    List<Integer> counts = contenders.threadCounts();
    int most = counts.get(counts.size() - 1);
    store.keepThreads(circumstances, OptionalInt.of(most));
    AtomicBoolean overdue = new AtomicBoolean(); // nobody waits any more, so it is to end
    ThreadTrial trial = new ThreadTrial(nanoClock, () -> ended.getAsBoolean() || overdue.get());
    try {
      int best = limit.call(() -> trial.fastest(counts, count -> opened(bundle, count)));
      if (best != most) { // with which an earlier proof has timed the CPU
        store.keepOtherThreads(circumstances, best, cpus(bundle));
      }
      return true;
    } catch (NoRoomException later) {
      forget(circumstances);
      return false;
    } catch (TrialException refused) { // the proof of the CPU says why
      boolean later = refused.outcome() == Outcome.OUT_OF_MEMORY;
      if (later) {
        forget(circumstances);
      }
      return !later;
    } catch (CancellationException interrupted) {
      forget(circumstances);
      throw interrupted;
    } finally {
      overdue.set(true);
    }
  }

  /** Of GPUs the proof stays, for there may be no room to make it again beside the open model. */
  private Set<String> cpus(Bundle bundle) {
    return contenders.of(bundle).stream()
        .filter(each -> each.kind() == Contender.Kind.CPU)
        .map(Contender::id)
        .collect(Collectors.toSet());
  }

  /** It is measured another time. */
  private void forget(Circumstances circumstances) throws IOException {
    store.keepThreads(circumstances, OptionalInt.empty());
  }

  private Backend opened(Bundle bundle, int count) {
    return contenders.withThreads(count).of(bundle).get(0).opening().get();
  }
}
