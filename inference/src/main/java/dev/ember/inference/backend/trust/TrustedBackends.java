package dev.ember.inference.backend.trust;

import dev.ember.inference.backend.Backend;
import dev.ember.inference.backend.BackendException;
import dev.ember.inference.bundle.Bundle;
import dev.ember.inference.bundle.Golden;
import java.io.IOException;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
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
  /** Between two looks at a call that was left. */
  private static final long LOOK_MS = 20;

  private final VerdictStore store;
  private final Contenders contenders;
  private final Executor threads;
  private final Limits limits;
  private final LongSupplier nanoClock;

  private final MeasuredThreads measured;
  private final LeftCalls left = new LeftCalls();
  private final LateFaults lateFaults = new LateFaults();
  private boolean putOff; // by the last proof

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
    measured =
        new MeasuredThreads(
            store, contenders, new TimeLimit(threads, limits.trialMs(), left), nanoClock);
  }

  /**
   * Loads a model on what the verdicts and the user say, or on the CPU.
   *
   * @throws IOException if verdicts cannot be read or kept
   * @throws BackendException if not even the CPU runs it
   */
  public Backend open(Bundle bundle, Circumstances circumstances, Choice choice)
      throws IOException {
    tookTheProcessAlong(circumstances);
    KnownContenders known = known(bundle, circumstances);
    if (known.hasAllTrusted() && !left.isBusy()) { // what is being built may be writing
      contenders.keepOnly(bundle, known.gpusInUse());
    }
    Contender chosen = known.choose(choice);
    if (chosen != null && chosen.kind() == Contender.Kind.GPU && !left.isBusy()) {
      Backend proved = attempt(chosen, circumstances);
      if (proved != null) {
        return new FallbackBackend(
            proved,
            known::openCpu,
            new TimeLimit(threads, limits.callMs(), left),
            failure -> keep(circumstances, chosen, failure),
            late -> lateFaults.close(circumstances, chosen, late));
      }
    }
    return known.openCpu();
  }

  /**
   * Loads a model on the CPU that the verdicts speak for, with as many threads as its user wants:
   * how fast it is to be says nothing about what answers rightly.
   *
   * @throws IOException if verdicts cannot be read or kept
   * @throws BackendException if no CPU runs it
   */
  public Backend openCpu(Bundle bundle, Circumstances circumstances, int count) throws IOException {
    tookTheProcessAlong(circumstances);
    return known(contenders.withThreads(count), bundle, circumstances).openCpu();
  }

  /**
   * Whether the last process died while it tried a GPU on this bundle; asked once, before {@link
   * #open}. It is not tried again, so the bundle is safe to load.
   */
  public boolean tookTheProcessAlong(Circumstances circumstances) throws IOException {
    lateFaults.keepIn(store);
    return !left.isEnding() && store.buryTheDead(circumstances); // else the mark is our own
  }

  /** Lets go of what is kept on the disk for a bundle that is going to be deleted. Any thread. */
  public void discard(Bundle bundle) {
    contenders.keepOnly(bundle, List.of());
  }

  /**
   * Whether {@link #prove} would have anything to do, and could do it: asked while the model is
   * open, which is closed for that.
   */
  public ProofState proof(Bundle bundle, Circumstances circumstances) throws IOException {
    KnownContenders known = known(bundle, circumstances);
    boolean knowsCpu =
        known.knowsCpu(cpu -> contenders.hasRoomFor(bundle, cpu))
            && !measured.isDue(bundle, circumstances);
    if (knowsCpu && known.untriedGpus().isEmpty()) {
      return ProofState.MADE;
    }
    boolean putOff = left.isEnding() || (knowsCpu && left.isBusy());
    return putOff ? ProofState.PUT_OFF : ProofState.DUE;
  }

  /**
   * Whether {@link #open} has nothing better for a model than a CPU that did not give its golden
   * answers: it is used all the same, and whoever asks it is to know.
   */
  public boolean answersWrongly(Bundle bundle, Circumstances circumstances, Choice choice)
      throws IOException {
    return known(bundle, circumstances).answersWrongly(choice);
  }

  /**
   * Puts to the test what has no verdict yet. Takes seconds, and as much memory as the model does:
   * for a time when nothing else runs.
   *
   * @param stopped is asked often; if true, what is not proved yet stays so, and this returns
   *     within seconds. A GPU that is being built then is closed when it is. Until then, and as
   *     long as any call hangs, none is opened
   * @return whether anything new is known
   */
  public boolean prove(Bundle bundle, Circumstances circumstances, BooleanSupplier stopped)
      throws IOException {
    putOff = false;
    AtomicBoolean over = new AtomicBoolean(); // for a call that nobody waits for any more
    BooleanSupplier ended = () -> over.get() || stopped.getAsBoolean();
    if (!waitsForLeft(ended)) {
      putOff = true;
      return false;
    }
    tookTheProcessAlong(circumstances);
    TimeLimit limit = new TimeLimit(threads, limits.trialMs(), left, ended, this::unmark);
    try {
      return prove(bundle, circumstances, limit, ended);
    } catch (CancellationException interrupted) {
      return false;
    } finally {
      over.set(true);
      if (!left.isEnding()) {
        store.unmark();
      }
    }
  }

  /**
   * Whether the last {@link #prove} left anything alone because a call ran still that nobody waited
   * for; it may be over since.
   */
  public boolean hasPutOff() {
    return putOff;
  }

  private boolean prove(
      Bundle bundle, Circumstances circumstances, TimeLimit limit, BooleanSupplier ended)
      throws IOException {
    Golden golden = bundle.golden();
    Trial trial =
        new Trial(
            new GoldenTrial(golden, ended),
            new SpeedTrial(limits.speedNanos(), nanoClock, ended),
            limit,
            (contender, failure) -> lateFaults.add(circumstances, contender, failure));
    SignatureTrial signatures = new SignatureTrial(bundle.manifest().contexts(), golden, ended);
    boolean changed = measured.measure(bundle, circumstances, ended);
    List<Contender> cpus = known(bundle, circumstances).of(Contender.Kind.CPU);
    changed |= proveCpu(cpus, circumstances, trial, signatures);
    if (left.isBusy()) { // a driver that hangs, perhaps another model's: this one has its CPU
      putOff = true;
      return changed;
    }
    return proveOthers(known(bundle, circumstances), circumstances, trial, signatures, golden)
        || changed;
  }

  /** Whether a call that was stopped is over; waits for it as long as for a trial. */
  private boolean waitsForLeft(BooleanSupplier stopped) {
    for (long waitedMs = 0; left.isEnding(); waitedMs += LOOK_MS) {
      if (stopped.getAsBoolean() || waitedMs >= limits.trialMs()) {
        return false;
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(LOOK_MS));
    }
    return true;
  }

  private void unmark() {
    try {
      store.unmark();
    } catch (IOException full) {
      // Then the GPU is blamed for it, until its user has it tried again.
    }
  }

  /** With as many threads as were found to be best here, if that is known. */
  private KnownContenders known(Bundle bundle, Circumstances circumstances) throws IOException {
    OptionalInt count = store.threads(circumstances);
    Contenders tuned = count.isPresent() ? contenders.withThreads(count.getAsInt()) : contenders;
    return known(tuned, bundle, circumstances);
  }

  private KnownContenders known(Contenders tuned, Bundle bundle, Circumstances circumstances)
      throws IOException {
    return new KnownContenders(tuned.of(bundle), store.read(circumstances));
  }

  /** The first of them that passes is enough, or that nothing could be asked of now. */
  private boolean proveCpu(
      List<Contender> cpus, Circumstances circumstances, Trial trial, SignatureTrial signatures)
      throws IOException {
    boolean changed = false;
    for (Contender contender : cpus) {
      Verdict verdict = store.read(circumstances).get(contender.id());
      if (verdict == null || !verdict.settled()) {
        verdict =
            triedIfRoom(contender, circumstances, () -> trial.run(contender, signatures::runAlone));
        changed |= verdict != null;
      }
      if (verdict == null || !verdict.against()) {
        return changed;
      }
    }
    return changed;
  }

  private boolean proveOthers(
      KnownContenders known,
      Circumstances circumstances,
      Trial trial,
      SignatureTrial signatures,
      Golden golden)
      throws IOException {
    List<Contender> untried = known.untriedGpus();
    if (untried.isEmpty()) {
      return false;
    }
    FullCacheTrial full;
    try (Backend truth = known.openCpu()) { // closed before a GPU takes the memory
      full = new FullCacheTrial(golden, truth);
    } catch (TrialException brokenCpu) {
      return false; // nothing to hold the others to
    }
    Trial.Further further =
        backend -> {
          signatures.run(backend); // of one that reads on the GPU and writes on the CPU
          full.run(backend);
        };
    boolean changed = false;
    for (Contender contender : untried) {
      Verdict verdict = triedIfRoom(contender, circumstances, () -> trial.run(contender, further));
      changed |= verdict != null;
      if (verdict != null && verdict.outcome() == Outcome.TIMED_OUT) {
        break; // its thread still holds the driver
      }
    }
    return changed;
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
      store.unmark(); // what comes next may be another's fault
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

  /** Opens what was proved once, or says why not and gives null. */
  private @Nullable Backend attempt(Contender chosen, Circumstances circumstances)
      throws IOException {
    store.mark(circumstances, chosen);
    try {
      return new TimeLimit(threads, limits.trialMs(), left)
          .call(
              chosen.opening()::get,
              late -> lateFaults.close(circumstances, chosen, late),
              failure -> lateFaults.add(circumstances, chosen, failure));
    } catch (NoRoomException later) {
      return null;
    } catch (TrialException failure) {
      keep(circumstances, chosen, failure);
      return null;
    } finally {
      store.unmark();
    }
  }

  /** It may be the memory that is missing at this moment: that takes nothing back of the proof. */
  private void keep(Circumstances circumstances, Contender contender, TrialException failure) {
    if (failure.outcome() == Outcome.OUT_OF_MEMORY) {
      return;
    }
    try {
      Verdict verdict = Verdict.against(contender.id(), failure.outcome(), failure.detail());
      store.add(circumstances, verdict);
    } catch (IOException full) {
      // The chat goes on; what cannot be kept is found out again at the next start.
    }
  }
}
