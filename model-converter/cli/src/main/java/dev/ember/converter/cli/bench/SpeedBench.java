package dev.ember.converter.cli.bench;

import dev.ember.inference.backend.Backend;
import dev.ember.inference.backend.tflite.PackedWeights;
import dev.ember.inference.backend.tflite.TfliteBackend;
import dev.ember.inference.bundle.Bundle;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** All protocols with all numbers of threads and a {@link Yardstick}, in turn, round by round. */
public final class SpeedBench {
  /** What is said of a protocol, behind its name. */
  static final String LEFT_OUT = " does not fit the context; left out.";

  private final List<Integer> threads;
  private final List<Protocol> protocols;
  private final int rounds;
  private final Consumer<String> notes;

  /**
   * @param rounds of which the medians are taken
   * @param notes gets a line about each protocol that is left out
   */
  public SpeedBench(
      List<Integer> threads, List<Protocol> protocols, int rounds, Consumer<String> notes) {
    this.threads = List.copyOf(threads);
    this.protocols = List.copyOf(protocols);
    this.rounds = rounds;
    this.notes = notes;
  }

  /** Opens a bundle for each number of threads, and runs; all stay open to the end. */
  public BenchReport measure(Path file) throws IOException {
    BenchReport report = new BenchReport();
    List<Backend> backends = new ArrayList<>();
    try (Bundle bundle = Bundle.openInstalled(file)) {
      run(open(bundle, backends, report), report);
      report.resident(PeakMemory.residentBytesNow());
    } finally {
      backends.forEach(Backend::close);
    }
    return report;
  }

  private void run(List<SpeedRun> runs, BenchReport report) {
    Yardstick yardstick = new Yardstick();
    for (SpeedRun run : runs) {
      run.warmUp(yardstick);
    }
    for (int round = 0; round < rounds; round++) {
      for (SpeedRun run : runs) {
        run.round(yardstick);
      }
    }
    for (SpeedRun run : runs) {
      report.add(run.figures());
    }
  }

  private List<SpeedRun> open(Bundle bundle, List<Backend> backends, BenchReport report) {
    report.fact("model", bundle.manifest().name());
    report.fact("quantization", bundle.manifest().quantization());
    report.fact("context", bundle.manifest().config().context());
    report.fact("processors", Runtime.getRuntime().availableProcessors());
    report.fact("rounds", rounds);
    List<SpeedRun> runs = new ArrayList<>();
    for (int count : threads) {
      TimedLoad load =
          TimedLoad.measure(
              () -> TfliteBackend.open(bundle, count, PackedWeights.ON_DISK), System::nanoTime);
      report.fact("load ms, " + count + " threads, median of " + TimedLoad.LOADS, load.millis());
      backends.add(load.backend());
      for (Protocol protocol : protocols) {
        SpeedRun run = new SpeedRun(load.backend(), protocol, count);
        if (run.fits()) {
          runs.add(run);
        } else {
          notes.accept(protocol + LEFT_OUT);
        }
      }
    }
    return runs;
  }
}
