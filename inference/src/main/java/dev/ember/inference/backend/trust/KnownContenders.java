package dev.ember.inference.backend.trust;

import dev.ember.inference.backend.Backend;
import dev.ember.inference.backend.BackendException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The ways to run a model, and what is known of them.
 *
 * @param all those of the CPU first
 * @param verdicts by contender; of some there may be none
 */
record KnownContenders(List<Contender> all, Map<String, Verdict> verdicts) {
  KnownContenders {
    all = List.copyOf(all);
  }

  /** Whether nothing of the CPU is left to try, or there is no room to try it. */
  boolean knowsCpu(Predicate<Contender> hasRoom) {
    for (Contender contender : of(Contender.Kind.CPU)) {
      Verdict verdict = verdicts.get(contender.id());
      if (verdict == null || !verdict.against()) {
        return isSettled(contender) || !hasRoom.test(contender);
      }
    }
    return true;
  }

  private boolean isSettled(Contender contender) {
    Verdict verdict = verdicts.get(contender.id());
    return verdict != null && verdict.settled();
  }

  List<Contender> of(Contender.Kind kind) {
    List<Contender> found = new ArrayList<>(all);
    found.removeIf(contender -> contender.kind() != kind);
    return found;
  }

  /** Whether the CPU that {@link #openCpu} falls back on is one that gave wrong answers. */
  boolean answersWrongly(Choice choice) {
    for (Contender contender : cpusInOrder()) {
      Verdict verdict = verdicts.get(contender.id());
      if (verdict == null || verdict.outcome() != Outcome.FAILED) { // the first that opens
        return verdict != null && isWrong(verdict) && choose(choice) == null;
      }
    }
    return false;
  }

  private static boolean isWrong(Verdict verdict) {
    return verdict.outcome() == Outcome.WRONG || verdict.outcome() == Outcome.NOT_FINITE;
  }

  /** None where one took the process along, or hung: then no other way to use it is tried. */
  List<Contender> untriedGpus() {
    List<Contender> untried = isFeared() ? new ArrayList<>() : of(Contender.Kind.GPU);
    untried.removeIf(this::isSettled);
    return untried;
  }

  /** Whether none that is proved is missing, as a GPU is for which there is no memory now. */
  boolean hasAllTrusted() {
    Set<String> ids = all.stream().map(Contender::id).collect(Collectors.toSet());
    return verdicts.values().stream()
        .allMatch(each -> !each.trusted() || ids.contains(each.contender()));
  }

  /** The GPU that is used whenever one is, and those of which nothing is known yet. */
  List<Contender> gpusInUse() {
    List<Contender> used = untriedGpus();
    Contender best = choose(Choice.GPU);
    if (best != null) {
      used.add(best);
    }
    return used;
  }

  /** The fastest of those that are trusted and wanted; null if there is none. */
  @Nullable Contender choose(Choice choice) {
    boolean feared = isFeared();
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
      double seconds = verdict.speed().weighedSeconds(contender.rounds());
      if (best == null || seconds < least) {
        best = contender;
        least = seconds;
      }
    }
    return best;
  }

  /**
   * Those that are known to be right; then those that gave no wrong answer, which some were only
   * not asked for, and others were too slow for, or too large: the next is slower still, and
   * larger; then those that were wrong, or broke. Alike in that, they stay in the order in which
   * they are preferred.
   */
  private List<Contender> cpusInOrder() {
    List<Contender> cpus = of(Contender.Kind.CPU);
    cpus.sort(Comparator.comparingInt(cpu -> rank(verdicts.get(cpu.id()))));
    return cpus;
  }

  private static int rank(@Nullable Verdict verdict) {
    if (verdict == null) {
      return 1;
    }
    return switch (verdict.outcome()) {
      case TRUSTED -> 0;
      case UNASKED, TIMED_OUT, OUT_OF_MEMORY -> 1;
      case WRONG, NOT_FINITE, FAILED, CRASHED -> 2;
    };
  }

  /**
   * The CPU that is known to be right, or the first that nothing worse is known of, or that opens
   * at all; but none that is wrong in place of one that memory alone is missing for.
   *
   * @throws BackendException if none opens
   */
  Backend openCpu() {
    BackendException last = new BackendException("CPU", "opening the model", "no runtime for it");
    @Nullable BackendException noRoom = null;
    for (Contender contender : cpusInOrder()) {
      Verdict verdict = verdicts.get(contender.id());
      if (noRoom != null && verdict != null && isWrong(verdict)) {
        continue;
      }
      try {
        return contender.opening().get();
      } catch (BackendException refused) {
        last = refused;
        noRoom = refused.isOutOfMemory() ? refused : noRoom;
      } catch (NoRoomException full) {
        noRoom = new BackendException("CPU", "opening the model", full);
      }
    }
    throw noRoom != null ? noRoom : last;
  }

  private boolean isFeared() {
    for (Contender contender : of(Contender.Kind.GPU)) {
      Verdict verdict = verdicts.get(contender.id());
      if (verdict != null
          && (verdict.outcome() == Outcome.CRASHED || verdict.outcome() == Outcome.TIMED_OUT)) {
        return true;
      }
    }
    return false;
  }
}
