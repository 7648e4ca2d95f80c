package dev.ember.app.benchmark;

import dev.ember.app.engine.RunsOn;
import dev.ember.app.health.Warmth.Reading;
import dev.ember.app.library.GoldenVerdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came out, in the order in which it was measured.
 *
 * @param used how the app loads the model for a chat
 * @param golden null if it was not asked, or no prompt fits the window that is loaded
 * @param before how warm the phone was
 * @param after the same at the end; null while it runs
 */
public record BenchmarkReport(
    Subject subject,
    Loaded used,
    @Nullable GoldenVerdict golden,
    List<Measurement> runs,
    Reading before,
    @Nullable Reading after) {

  /** A chat of a few turns, or a page of text. */
  private static final int EVERYDAY_TOKENS = 512;

  /**
   * The model.
   *
   * @param windowTokens its own window
   */
  public record Subject(String id, String name, String sha256, int windowTokens) {}

  /**
   * The model in memory.
   *
   * @param backend as it describes itself
   * @param on what that is
   * @param windowTokens that it sees; may be less than its own
   */
  public record Loaded(String backend, RunsOn on, int windowTokens) {}

  public BenchmarkReport {
    runs = List.copyOf(runs);
  }

  /**
   * The run in the middle by its writing speed, of an even number the slower; null if none.
   *
   * @param on what computed it
   */
  @Nullable Measurement of(Protocol protocol, RunsOn on) {
    List<Measurement> sorted = new ArrayList<>();
    for (Measurement run : runs) {
      if (run.protocol().equals(protocol) && run.on() == on) {
        sorted.add(run);
      }
    }
    sorted.sort(Comparator.comparingDouble(Measurement::writtenPerSecond));
    return sorted.isEmpty() ? null : sorted.get((sorted.size() - 1) / 2);
  }

  /** The same of a half on one processor; of two such runs the one that the app would use. */
  @Nullable Measurement of(Protocol protocol, Measurement.Half half, boolean gpu) {
    Measurement found = null;
    for (RunsOn on : RunsOn.values()) {
      Measurement run = half.isOnGpu(on) == gpu ? of(protocol, on) : null;
      found = run != null && (found == null || on == used.on()) ? run : found;
    }
    return found;
  }

  /** Whether the app would use the GPU for a half, or else the CPU. */
  boolean usesGpu(Measurement.Half half) {
    return half.isOnGpu(used.on());
  }

  /** Whether there is more than the CPU to tell of. */
  boolean hasGpu() {
    return used.on() != RunsOn.CPU || runs.stream().anyMatch(run -> run.on() != RunsOn.CPU);
  }

  /** The run that says how long one waits for the first word: the longest of everyday length. */
  @Nullable Measurement firstWord() {
    Measurement longest = null;
    for (Measurement run : runs) {
      Protocol protocol = run.protocol();
      if (run.on() != used.on()) {
        continue;
      }
      if (longest == null
          || (protocol.reads() <= EVERYDAY_TOKENS
              && protocol.reads() > longest.protocol().reads())) {
        longest = run;
      }
    }
    return longest == null ? null : of(longest.protocol(), used.on());
  }

  long mostMemoryBytes() {
    long most = 0;
    for (Measurement run : runs) {
      most = Math.max(most, run.memoryBytes());
    }
    return most;
  }

  BenchmarkReport with(Measurement run) {
    List<Measurement> more = new ArrayList<>(runs);
    more.add(run);
    return new BenchmarkReport(subject, used, golden, more, before, after);
  }

  BenchmarkReport with(GoldenVerdict verdict) {
    return new BenchmarkReport(subject, used, verdict, runs, before, after);
  }

  BenchmarkReport ended(Reading now) {
    return new BenchmarkReport(subject, used, golden, runs, before, now);
  }
}
