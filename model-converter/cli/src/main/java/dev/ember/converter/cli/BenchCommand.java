package dev.ember.converter.cli;

import dev.ember.converter.cli.bench.BenchRecord;
import dev.ember.converter.cli.bench.BenchReport;
import dev.ember.converter.cli.bench.GuessingRun;
import dev.ember.converter.cli.bench.HostSpeed;
import dev.ember.converter.cli.bench.LoadedMemory;
import dev.ember.converter.cli.bench.Protocol;
import dev.ember.converter.cli.bench.Roofline;
import dev.ember.converter.cli.bench.SpeedBench;
import dev.ember.converter.cli.bench.SpeedGate;
import dev.ember.inference.backend.Backend;
import dev.ember.inference.backend.tflite.PackedWeights;
import dev.ember.inference.backend.tflite.TfliteBackend;
import dev.ember.inference.bundle.Bundle;
import dev.ember.inference.chat.jinja.TemplateException;
import dev.ember.inference.file.Utf8File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ember bench}: how fast a bundle is here, and how much memory it takes. */
@Command(
    name = "bench",
    description = "Measure how fast a bundle reads and writes, and what memory it takes.",
    footer = {
      "",
      "All protocols and numbers of threads take turns, round by round, so that what else the"
          + " machine does hits all of them; compare only within one run."
    })
final class BenchCommand extends ToolCommand {
  @Parameters(paramLabel = "BUNDLE", description = "An .ember bundle.")
  @SuppressWarnings("NullAway.Init") // set by picocli
  private Path file;

  @Option(
      names = "--threads",
      split = ",",
      paramLabel = "N",
      defaultValue = "1,2",
      description = "Numbers of threads, with commas (default: ${DEFAULT-VALUE}).")
  private List<Integer> threads = new ArrayList<>();

  @Option(
      names = "--protocol",
      split = ",",
      paramLabel = "PROMPT/ANSWER",
      converter = Protocol.Converter.class,
      defaultValue = "256/64,512/128,1024/256",
      description = "Tokens read and written, with commas (default: ${DEFAULT-VALUE}).")
  private List<Protocol> protocols = new ArrayList<>();

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "5",
      description = "Rounds of which the medians are taken (default: ${DEFAULT-VALUE}).")
  private int rounds;

  @Option(names = "--json", paramLabel = "FILE", description = "Write the figures there too.")
  private @Nullable Path json;

  @Option(
      names = "--against",
      paramLabel = "BASELINE.json",
      description =
          "Hold this run to an earlier one's --json; fails if a speed fell behind, in processor"
              + " time and beside a yardstick of each run, or a count grew.")
  private @Nullable Path against;

  @Option(
      names = "--memory",
      description =
          "Measure memory alone: load, fill the context, and compare what is resident with what"
              + " the bundle says it takes; fails if they are more than 10 %% apart.")
  private boolean memory;

  @Option(
      names = "--host",
      paramLabel = "TEXT",
      description = "Measure tokenizer and sampler alone, on the text of this file.")
  private @Nullable Path text;

  @Option(
      names = "--guesses",
      description = "Measure what guessing gains on summaries, edits, code and stories alone.")
  private boolean guesses;

  @Option(
      names = "--roofline",
      description =
          "Measure how fast memory is read, in turn with writing tokens, and how near these come to"
              + " what it allows.")
  private boolean roofline;

  @Override
  public Integer call() throws IOException {
    requirePositive("--rounds", rounds);
    threads.forEach(count -> requirePositive("--threads", count));
    if (guesses) {
      return measureGuesses();
    }
    if (text != null) {
      return measureHost(text);
    }
    if (roofline) {
      Roofline.measure(
          file, threads, protocols, rounds, this::show, line -> stderr().println(line));
      return ExitCode.OK;
    }
    return memory ? measureMemory() : measureSpeed();
  }

  /** A row as soon as it is there. */
  private void show(String row) {
    stdout().println(row);
    stdout().flush();
  }

  private int measureGuesses() throws IOException {
    try (Bundle bundle = Bundle.openInstalled(file);
        Backend backend = TfliteBackend.open(bundle, threads.get(0), PackedWeights.ON_DISK)) {
      GuessingRun.measure(bundle, backend, rounds, this::show);
    } catch (TemplateException refused) {
      throw new IOException(
          file
              + ", chat template: expected a prompt for a question but found "
              + refused.getMessage(),
          refused);
    }
    return ExitCode.OK;
  }

  private int measureHost(Path from) throws IOException {
    String input = Utf8File.read(from);
    if (input.isEmpty()) {
      throw new IOException(from + ": expected a text to measure on but found nothing");
    }
    try (Bundle bundle = Bundle.openInstalled(file)) {
      stdout().print(HostSpeed.measure(bundle.tokenizer(), input));
      stdout().flush();
    }
    return ExitCode.OK;
  }

  private int measureMemory() throws IOException {
    LoadedMemory found = LoadedMemory.measure(file, threads.get(0));
    stdout().println(found.summary());
    stdout().flush();
    return found.isWithinBounds() ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  private int measureSpeed() throws IOException {
    BenchRecord baseline = against == null ? null : BenchRecord.read(against);
    BenchReport report =
        new SpeedBench(threads, protocols, rounds, line -> stderr().println(line)).measure(file);
    stdout().print(report.table());
    stdout().flush();
    if (json != null) {
      Files.write(json, report.json().getBytes(StandardCharsets.UTF_8));
    }
    return baseline == null ? ExitCode.OK : hold(report, baseline);
  }

  private int hold(BenchReport report, BenchRecord baseline) throws IOException {
    SpeedGate gate = SpeedGate.compare(baseline, BenchRecord.of(report));
    stdout().print(gate.report());
    stdout().flush();
    return gate.passed() ? ExitCode.OK : ExitCode.SOFTWARE;
  }
}
