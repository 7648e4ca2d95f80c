package dev.ember.inference.backend.trust;

import dev.ember.inference.backend.Backend;
import dev.ember.inference.backend.BackendException;
import dev.ember.inference.bundle.Bundle;
import dev.ember.inference.bundle.Golden;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Opens models on what has been proved to answer rightly here, and makes the proofs.
 *
 * <pre>
 * Backend backend = backends.open(bundle, circumstances, Choice.AUTO); // the CPU at first
 * ...                                                                  // later, when idle
 * if (backends.prove(bundle, circumstances, () -> busy)) {
 *   // open again: it may be faster now
 * }
 * </pre>
 *
 * <h2>Threading model</h2>
 *
 * One thread at a time. What may hang runs on threads of the executor that it was given.
 */
public final class TrustedBackends {
  /** What rounds to 16 bits must be so much faster than what does not. */
  private static final double ROUNDING_HANDICAP = 1.25;

  private final VerdictStore store;
  private final Contenders contenders;
  private final Executor threads;
  private final Limits limits;
  private final LongSupplier nanoClock;

  /**
   * @param threads one more for each call, since a call may never end
   * @param nanoClock nanoseconds that never go back
   */
  public TrustedBackends(
      VerdictStore store,
      Contenders contenders,
      Executor threads,
      Limits limits,
      LongSupplier nanoClock) {
    this.store = store;
    this.contenders = contenders;
    this.threads = threads;
    this.limits = limits;
    this.nanoClock = nanoClock;
  }

  /**
   * Loads a model on what the verdicts and the user say, or on the CPU.
   *
   * @throws IOException if verdicts cannot be read or kept
   * @throws BackendException if not even the CPU runs it
   */
  public Backend open(Bundle bundle, Circumstances circumstances, Choice choice)
      throws IOException {
    store.buryTheDead(circumstances);
    List<Contender> all = contenders(bundle, circumstances);
    Map<String, Verdict> verdicts = store.read(circumstances);
    Contender chosen = choose(all, verdicts, choice);
    if (chosen != null && chosen.kind() == Contender.Kind.GPU) {
      Backend proved = attempt(chosen, circumstances);
      if (proved != null) {
        return new FallbackBackend(
            proved,
            () -> openCpu(all, verdicts),
            new TimeLimit(threads, limits.callMs()),
            failure -> keep(circumstances, chosen, failure));
      }
    }
    return openCpu(all, verdicts);
  }

  /**
   * Whether the last process died while it tried a backend on this bundle; asked once, before
   * {@link #open}. The backend is not tried again, so the bundle is safe to load.
   */
  public boolean tookTheProcessAlong(Circumstances circumstances) throws IOException {
    return store.buryTheDead(circumstances);
  }

  /** Whether {@link #prove} would have anything to do. */
  public boolean isProved(Bundle bundle, Circumstances circumstances) throws IOException {
    List<Contender> all = contenders(bundle, circumstances);
    Map<String, Verdict> known = store.read(circumstances);
    boolean cpu = known.containsKey(all.get(0).id()) && knowsThreads(circumstances);
    List<Contender> unknown = of(Contender.Kind.GPU, all);
    unknown.removeIf(contender -> known.containsKey(contender.id()));
    return cpu && (unknown.isEmpty() || isFeared(all, known));
  }

  /**
   * Puts to the test what has no verdict yet. Takes seconds, and as much memory as the model does:
   * for a time when nothing else runs.
   *
   * @param stopped is asked often; if true, what is not proved yet stays so
   * @return whether anything new is known
   */
  public boolean prove(Bundle bundle, Circumstances circumstances, BooleanSupplier stopped)
      throws IOException {
    store.buryTheDead(circumstances);
    Golden golden = bundle.golden();
    Trial trial =
        new Trial(
            new GoldenTrial(golden, stopped),
            new SpeedTrial(limits.speedNanos(), nanoClock, stopped),
            new TimeLimit(threads, limits.trialMs()));
    SignatureTrial signatures = new SignatureTrial(bundle.manifest().contexts(), golden, stopped);
    try {
      boolean changed = measureThreads(bundle, circumstances, stopped);
      List<Contender> all = contenders(bundle, circumstances);
      changed = proveCpu(all, circumstances, trial, signatures) || changed;
      return proveOthers(all, circumstances, trial, golden) || changed;
    } catch (CancellationException interrupted) {
      return false;
    } finally {
      store.unmark();
    }
  }

  /** With as many threads as were found to be best here, if that is known. */
  private List<Contender> contenders(Bundle bundle, Circumstances circumstances)
      throws IOException {
    OptionalInt count = store.threads(circumstances);
    return (count.isPresent() ? contenders.withThreads(count.getAsInt()) : contenders).of(bundle);
  }

  private boolean knowsThreads(Circumstances circumstances) throws IOException {
    return contenders.threadCounts().size() < 2 || store.threads(circumstances).isPresent();
  }

  /**
   * Before the CPU's proof, whose speed is to be the one that it is used with. The most threads
   * count as found from the beginning: should the process die of the trial, it is not tried again,
   * and no verdict falls on the CPU, which may well carry one copy of a model where two are too
   * many.
   */
  private boolean measureThreads(
      Bundle bundle, Circumstances circumstances, BooleanSupplier stopped) throws IOException {
    if (knowsThreads(circumstances)) {
      return false;
    }
    List<Integer> counts = contenders.threadCounts();
    store.keepThreads(circumstances, OptionalInt.of(counts.get(counts.size() - 1)));
    AtomicBoolean overdue = new AtomicBoolean(); // nobody waits any more, so it is to end
    ThreadTrial trial = new ThreadTrial(nanoClock, () -> stopped.getAsBoolean() || overdue.get());
    try {
      int best =
          new TimeLimit(threads, limits.trialMs())
              .call(() -> trial.fastest(counts, count -> opened(bundle, count)));
      store.keepThreads(circumstances, OptionalInt.of(best));
    } catch (TrialException refused) {
      // The proof of the CPU says why.
    } catch (CancellationException interrupted) {
      store.keepThreads(circumstances, OptionalInt.empty());
      throw interrupted;
    } finally {
      overdue.set(true);
    }
    return true;
  }

  private Backend opened(Bundle bundle, int count) {
    return contenders.withThreads(count).of(bundle).get(0).opening().get();
  }

  /** The first of them that passes is enough. */
  private boolean proveCpu(
      List<Contender> all, Circumstances circumstances, Trial trial, SignatureTrial signatures)
      throws IOException {
    boolean changed = false;
    for (Contender contender : of(Contender.Kind.CPU, all)) {
      Verdict verdict = store.read(circumstances).get(contender.id());
      if (verdict == null) {
        verdict = tried(contender, circumstances, () -> trial.run(contender, signatures::run));
        changed = true;
      }
      if (verdict.trusted()) {
        return changed;
      }
    }
    return changed;
  }

  private boolean proveOthers(
      List<Contender> all, Circumstances circumstances, Trial trial, Golden golden)
      throws IOException {
    Map<String, Verdict> known = store.read(circumstances);
    List<Contender> unknown = of(Contender.Kind.GPU, all);
    unknown.removeIf(contender -> known.containsKey(contender.id()));
    if (unknown.isEmpty() || isFeared(all, known)) {
      return false;
    }
    try (Backend truth = openCpu(all, known)) {
      FullCacheTrial full = new FullCacheTrial(golden, truth);
      boolean changed = false;
      for (Contender contender : unknown) {
        Verdict verdict =
            triedIfRoom(contender, circumstances, () -> trial.run(contender, full::run));
        changed |= verdict != null;
        if (verdict != null && verdict.outcome() == Outcome.TIMED_OUT) {
          break; // its thread still holds the driver
        }
      }
      return changed;
    } catch (TrialException brokenCpu) {
      return false; // nothing to hold the others to
    }
  }

  /** One trial. */
  private interface Attempt {
    Verdict run();
  }

  /** As {@link #tried}; null, and no verdict, where there is not the memory for it now. */
  private @Nullable Verdict triedIfRoom(
      Contender contender, Circumstances circumstances, Attempt attempt) throws IOException {
    try {
      return tried(contender, circumstances, attempt);
    } catch (NoRoomException later) {
      return null;
    }
  }

  /** Behind a mark, for the process may not outlive it. */
  private Verdict tried(Contender contender, Circumstances circumstances, Attempt attempt)
      throws IOException {
    store.mark(circumstances, contender);
    Verdict verdict = attempt.run();
    store.add(circumstances, verdict);
    store.unmark();
    return verdict;
  }

  /**
   * Opens what was proved once, or says why not and gives null. It may be the memory that is
   * missing at this moment: that takes nothing back of the proof.
   */
  private @Nullable Backend attempt(Contender chosen, Circumstances circumstances)
      throws IOException {
    store.mark(circumstances, chosen);
    try {
      return new TimeLimit(threads, limits.trialMs()).call(chosen.opening()::get);
    } catch (NoRoomException later) {
      return null;
    } catch (TrialException failure) {
      if (failure.outcome() != Outcome.OUT_OF_MEMORY) {
        keep(circumstances, chosen, failure);
      }
      return null;
    } finally {
      store.unmark();
    }
  }

  private void keep(Circumstances circumstances, Contender contender, TrialException failure) {
    try {
      Verdict verdict = Verdict.against(contender.id(), failure.outcome(), failure.detail());
      store.add(circumstances, verdict);
    } catch (IOException full) {
      // The chat goes on; what cannot be kept is found out again at the next start.
    }
  }

  /** The first CPU that nothing speaks against, or that opens at all. */
  private static Backend openCpu(List<Contender> all, Map<String, Verdict> verdicts) {
    List<Contender> inOrder = new ArrayList<>();
    List<Contender> distrusted = new ArrayList<>();
    for (Contender contender : of(Contender.Kind.CPU, all)) {
      Verdict verdict = verdicts.get(contender.id());
      (verdict == null || verdict.trusted() ? inOrder : distrusted).add(contender);
    }
    inOrder.addAll(distrusted);
    BackendException last = new BackendException("CPU", "opening the model", "no runtime for it");
    for (Contender contender : inOrder) {
      try {
        return contender.opening().get();
      } catch (BackendException refused) {
        last = refused;
      }
    }
    throw last;
  }

  /** The fastest of those that are trusted and wanted; null if there is none. */
  private static @Nullable Contender choose(
      List<Contender> all, Map<String, Verdict> verdicts, Choice choice) {
    boolean feared = isFeared(all, verdicts);
    @Nullable Contender best = null;
    double least = Double.POSITIVE_INFINITY;
    for (Contender contender : all) {
      Verdict verdict = verdicts.get(contender.id());
      boolean wanted =
          choice == Choice.AUTO || contender.kind() == Contender.Kind.valueOf(choice.name());
      boolean fearsome = feared && contender.kind() == Contender.Kind.GPU;
      if (verdict == null || !verdict.trusted() || !wanted || fearsome) {
        continue;
      }
      double seconds =
          verdict.speed().exchangeSeconds() * (contender.rounds() ? ROUNDING_HANDICAP : 1);
      if (best == null || seconds < least) {
        best = contender;
        least = seconds;
      }
    }
    return best;
  }

  /** Whether a GPU took the process along, or hung: then no other way to use it is tried. */
  private static boolean isFeared(List<Contender> all, Map<String, Verdict> verdicts) {
    for (Contender contender : of(Contender.Kind.GPU, all)) {
      Verdict verdict = verdicts.get(contender.id());
      if (verdict != null
          && (verdict.outcome() == Outcome.CRASHED || verdict.outcome() == Outcome.TIMED_OUT)) {
        return true;
      }
    }
    return false;
  }

  private static List<Contender> of(Contender.Kind kind, List<Contender> all) {
    List<Contender> found = new ArrayList<>(all);
    found.removeIf(contender -> contender.kind() != kind);
    return found;
  }
}
