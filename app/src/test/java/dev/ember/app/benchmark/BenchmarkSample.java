package dev.ember.app.benchmark;

import androidx.fragment.app.Fragment;
import androidx.lifecycle.MutableLiveData;
import androidx.lifecycle.ViewModelProvider;
import dev.ember.app.engine.RunsOn;
import dev.ember.app.health.Warmth;
import dev.ember.app.library.GoldenVerdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** What comes out of a benchmark on a phone that is always the same. */
public final class BenchmarkSample {
  private static final double READ_PER_SECOND = 310;
  private static final double WRITTEN_PER_SECOND = 42.5;
  private static final double GPU_READS = 1.8;
  private static final double GPU_WRITES = 1.2;
  private static final long MEMORY_BYTES = 213_000_000;

  private BenchmarkSample() {}

  /** Puts results on the screen: a machine that is measured has its own every time. */
  public static void show(Fragment page) {
    show(page, false);
  }

  /**
   * The same of a phone where the GPU is faster.
   *
   * @param gpu whether there is one
   */
  public static void show(Fragment page, boolean gpu) {
    MutableLiveData<BenchmarkState> shown = shown(page);
    BenchmarkState rest = Objects.requireNonNull(shown.getValue(), "screen");
    List<Measurement> runs = new ArrayList<>();
    double pace = 1; // a longer chat is read and written more slowly
    for (Protocol protocol : rest.protocols()) {
      runs.add(
          new Measurement(
              protocol,
              RunsOn.CPU,
              nanos(protocol.reads(), READ_PER_SECOND * pace),
              nanos(protocol.writes(), WRITTEN_PER_SECOND * pace),
              MEMORY_BYTES));
      if (gpu) {
        runs.add(
            new Measurement(
                protocol,
                RunsOn.GPU,
                nanos(protocol.reads(), READ_PER_SECOND * GPU_READS * pace),
                nanos(protocol.writes(), WRITTEN_PER_SECOND * GPU_WRITES * pace),
                MEMORY_BYTES));
      }
      pace -= 0.15;
    }
    BenchmarkReport report =
        new BenchmarkReport(
            new BenchmarkReport.Subject("builtin", "Ember Small", "", 512),
            gpu
                ? new BenchmarkReport.Loaded("GPU through OpenCL, float32", RunsOn.GPU, 512)
                : new BenchmarkReport.Loaded("CPU, 2 threads", RunsOn.CPU, 512),
            new GoldenVerdict(List.of(), 16, 0.01f, 0.05f),
            runs,
            new Warmth.Reading(Warmth.Level.COOL, 312),
            new Warmth.Reading(Warmth.Level.COOL, 334));
    shown.setValue(
        new BenchmarkState(
            rest.models(), rest.chosen(), rest.windowTokens(), null, report, null, rest.warmth()));
  }

  /** Puts the second run on the screen, in which the model still reads. */
  public static void run(Fragment page) {
    MutableLiveData<BenchmarkState> shown = shown(page);
    BenchmarkState rest = Objects.requireNonNull(shown.getValue(), "screen");
    int number = Math.min(2, rest.protocols().size());
    Protocol protocol = rest.protocols().get(number - 1);
    BenchmarkState.Running run =
        new BenchmarkState.Running(
            number, rest.protocols().size(), protocol, RunsOn.CPU, true, protocol.reads() / 2);
    shown.setValue(
        new BenchmarkState(
            rest.models(), rest.chosen(), rest.windowTokens(), run, null, null, rest.warmth()));
  }

  private static MutableLiveData<BenchmarkState> shown(Fragment page) {
    return (MutableLiveData<BenchmarkState>)
        new ViewModelProvider(page).get(BenchmarkModel.class).state();
  }

  private static long nanos(int tokens, double perSecond) {
    return Math.round(tokens / perSecond * TimeUnit.SECONDS.toNanos(1));
  }
}
