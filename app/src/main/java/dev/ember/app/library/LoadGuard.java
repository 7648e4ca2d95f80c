package dev.ember.app.library;

import dev.ember.app.engine.LastExit;
import dev.ember.app.engine.LoadRisk;
import dev.ember.app.engine.RiskyLoadException;
import dev.ember.inference.backend.Backend;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Stands before a load, and before the first prompt that the loaded model reads: a native library
 * that dies takes the process along, and what would have been said about it. So each leaves a mark
 * that its end takes away; a mark that is still there belongs to a process that died.
 *
 * <h2>Threading model</h2>
 *
 * The inference thread.
 */
final class LoadGuard {
  private final Path mark;
  private final LongSupplier freeBytes;
  private final Deaths deaths;
  private final Presence presence;

  /** What its user has been warned of in this process. */
  private final Set<Warning> warned = new HashSet<>();

  /** What the user wants all the same, until the process ends. */
  private final Set<Warning> meant = new HashSet<>();

  private record Warning(String id, Of of) {
    enum Of {
      MEMORY,
      DEATH
    }
  }

  /**
   * What the phone knows of processes.
   *
   * @param own the id of this one
   * @param exits how one ended, by its id; gives null where the phone does not say
   */
  record Deaths(int own, IntFunction<LastExit.@Nullable Exit> exits) {}

  /**
   * @param mark a file in a folder that is made when it is needed
   * @param freeBytes memory that the phone could give
   */
  LoadGuard(Path mark, LongSupplier freeBytes, Deaths deaths, Presence presence) {
    this.mark = mark;
    this.freeBytes = freeBytes;
    this.deaths = deaths;
    this.presence = presence;
  }

  /** Something to load. */
  @FunctionalInterface
  interface Load<T> {
    T run() throws IOException;
  }

  /**
   * What is to be loaded.
   *
   * @param neededBytes as the model's maker estimated; 0 if unknown
   * @param halvedBytes the same with half the window, which has {@code halvedTokens}
   * @param cpuMayHelp as {@link LoadRisk.Died#cpuMayHelp}
   * @param parts of the needed bytes; null if unknown
   */
  record Subject(
      String id,
      long neededBytes,
      long halvedBytes,
      int halvedTokens,
      boolean cpuMayHelp,
      LoadRisk.@Nullable Parts parts) {
    private @Nullable Integer smallerWindow() {
      return halvedBytes < neededBytes ? Integer.valueOf(halvedTokens) : null;
    }
  }

  /**
   * Loads, unless its user has to be asked first.
   *
   * @throws RiskyLoadException if this model killed the process that had it last, or there is too
   *     little memory, until {@link #consent}
   */
  <T> T run(Subject subject, Load<T> load) throws IOException {
    askAboutTheDead(subject);
    long free = freeBytes.getAsLong();
    long needed = subject.neededBytes();
    if (needed > free && refuses(new Warning(subject.id(), Warning.Of.MEMORY))) {
      throw new RiskyLoadException(
          new LoadRisk.LittleMemory(needed, free, subject.smallerWindow(), subject.parts()),
          "expected " + needed + " bytes of free memory but found " + free);
    }
    attempt(() -> Mark.write(mark, subject.id(), Mark.Doing.LOADING, deaths.own()));
    try {
      return load.run();
    } finally {
      unmark(subject.id()); // whatever comes to here has not killed the process
    }
  }

  private boolean refuses(Warning warning) {
    warned.add(warning);
    return !meant.contains(warning);
  }

  /**
   * The user has read what a load of this model risks and wants it all the same. What else it may
   * risk is asked about when it is found.
   */
  void consent(String id) {
    for (Warning warning : warned) {
      if (warning.id().equals(id)) {
        meant.add(warning);
      }
    }
  }

  /** The same of a death alone: the user wants the model with less than it died with. */
  void consentToLess(String id) {
    Warning death = new Warning(id, Warning.Of.DEATH);
    if (warned.contains(death)) {
      meant.add(death);
    }
  }

  private void askAboutTheDead(Subject subject) throws IOException {
    putAsideWhatIsLeftOfOthers(subject.id());
    Mark left = leftOf(subject.id());
    if (left == null) {
      return;
    }
    LastExit.Exit exit = deaths.exits().apply(left.pid());
    if (exit == null ? mayBeSwipedAway(left) : exit.peaceful()) {
      unmark(subject.id());
    } else if (refuses(new Warning(subject.id(), Warning.Of.DEATH))) {
      boolean answering = left.doing() == Mark.Doing.ANSWERING;
      throw new RiskyLoadException(
          new LoadRisk.Died(
              exit == null ? LoadRisk.Cause.UNKNOWN : exit.cause(),
              exit == null ? left.atMs() : exit.atMs(),
              answering,
              subject.cpuMayHelp(),
              subject.halvedTokens()),
          "process "
              + left.pid()
              + " ended while it "
              + (answering ? "read the first prompt with" : "loaded")
              + " model "
              + subject.id()
              + (exit == null ? "" : ": " + exit.cause()));
    }
  }

  /**
   * Where the phone does not say how a process ended (before Android 11): it is swiped away after
   * it has left the screen, and so is what a short memory takes. A load that kills does so on the
   * screen too, where it is asked about. What answers is in the foreground, and no swipe ends it.
   */
  private boolean mayBeSwipedAway(Mark left) throws IOException {
    return left.doing() == Mark.Doing.LOADING && presence.hadLeft(left.pid());
  }

  /**
   * A loaded model's backend whose steps leave a mark until it has written its first token: what
   * kernels allocate and compile when they are first used kills as a load does. Between two steps
   * there is no mark, for the process may well be ended while nothing is computed.
   */
  Backend watch(String id, Backend loaded) {
    return new FirstPromptBackend(loaded, step -> watched(id, step));
  }

  private void watched(String id, Runnable step) {
    attempt(() -> Mark.write(mark, id, Mark.Doing.ANSWERING, deaths.own()));
    try {
      step.run();
    } finally {
      unmark(id);
    }
  }

  @FunctionalInterface
  private interface FileStep {
    void run() throws IOException;
  }

  /**
   * A full disk is no reason not to load or to answer; a mark that stays costs one question too
   * many.
   */
  private static void attempt(FileStep step) {
    try {
      step.run();
    } catch (IOException full) {
      return;
    }
  }

  /** The last process died for another reason, and that is known: no warning of this model. */
  void forgive(String id) throws IOException {
    if (leftOf(id) != null) {
      unmark(id);
    }
  }

  /** For this model may be loaded now, and leaves a mark of its own. */
  private void putAsideWhatIsLeftOfOthers(String id) throws IOException {
    Mark last = Mark.read(mark);
    if (last != null && !last.id().equals(id)) {
      Path place = aside(last.id());
      attempt(() -> Files.move(mark, place, StandardCopyOption.REPLACE_EXISTING));
    }
  }

  /** What a process that died left of a model; null if nothing. */
  private @Nullable Mark leftOf(String id) throws IOException {
    for (Path place : placesOf(id)) {
      Mark left = Mark.read(place);
      if (isOf(id, left)) {
        return left;
      }
    }
    return null;
  }

  /** Another model's mark stays, wherever it lies: that one is still to be asked about. */
  private void unmark(String id) {
    for (Path place : placesOf(id)) {
      attempt(
          () -> {
            if (isOf(id, Mark.read(place))) {
              Files.delete(place);
            }
          });
    }
  }

  private List<Path> placesOf(String id) {
    return List.of(mark, aside(id));
  }

  private static boolean isOf(String id, @Nullable Mark left) {
    return left != null && left.id().equals(id);
  }

  /** The id stands in the file; its name needs only to differ. */
  private Path aside(String id) {
    return mark.resolveSibling(mark.getFileName() + "-" + Integer.toHexString(id.hashCode()));
  }
}
