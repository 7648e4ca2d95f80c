package dev.ember.app.benchmark;

import dev.ember.app.health.Warmth.Reading;
import dev.ember.app.library.GoldenVerdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came out, in the order in which it was measured.
 *
 * @param backend as it describes itself
 * @param golden null if it was not asked, or no prompt fits the window that is loaded
 * @param before how warm the phone was
 * @param after the same at the end; null while it runs
 */
public record BenchmarkReport(
    Subject subject,
    String backend,
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

  public BenchmarkReport {
    runs = List.copyOf(runs);
  }

  /** The run in the middle by its writing speed, of an even number the slower; null if none. */
  @Nullable Measurement of(Protocol protocol) {
    List<Measurement> sorted = new ArrayList<>();
    for (Measurement run : runs) {
      if (run.protocol().equals(protocol)) {
        sorted.add(run);
      }
    }
    sorted.sort(Comparator.comparingDouble(Measurement::writtenPerSecond));
    return sorted.isEmpty() ? null : sorted.get((sorted.size() - 1) / 2);
  }

  /** The run that says how long one waits for the first word: the longest of everyday length. */
  @Nullable Measurement firstWord() {
    Measurement longest = null;
    for (Measurement run : runs) {
      Protocol protocol = run.protocol();
      if (longest == null
          || (protocol.reads() <= EVERYDAY_TOKENS
              && protocol.reads() > longest.protocol().reads())) {
        longest = run;
      }
    }
    return longest == null ? null : of(longest.protocol());
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
    return new BenchmarkReport(subject, backend, golden, more, before, after);
  }

  BenchmarkReport with(GoldenVerdict verdict) {
    return new BenchmarkReport(subject, backend, verdict, runs, before, after);
  }

  BenchmarkReport ended(Reading now) {
    return new BenchmarkReport(subject, backend, golden, runs, before, now);
  }
}
