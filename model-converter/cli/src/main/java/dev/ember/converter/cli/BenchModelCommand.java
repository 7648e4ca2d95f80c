package dev.ember.converter.cli;

import dev.ember.converter.cli.bench.ModelShape;
import dev.ember.converter.cli.bench.PeakMemory;
import dev.ember.converter.cli.bench.RandomCheckpoint;
import dev.ember.converter.cli.bench.RandomGguf;
import dev.ember.converter.cli.inspect.FactSheet;
import dev.ember.converter.export.BundleExport;
import dev.ember.converter.export.ExportEffort;
import dev.ember.converter.export.ExportOptions;
import dev.ember.converter.export.ExportReport;
import dev.ember.converter.export.ModelSources;
import dev.ember.converter.export.parity.ParityException;
import dev.ember.converter.export.source.ModelSource;
import dev.ember.converter.export.weights.Quantization;
import dev.ember.inference.bundle.Bundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

/** {@code ember bench-model}: imports a random model of some shape and says what it took. */
@Command(
    name = "bench-model",
    hidden = true, // for those who work on Ember
    description = "Import a random model of a known shape, and say what it took.",
    footer = {
      "",
      "EMBER_JAVA_OPTS=-Xmx1g sets the heap. The model (two bytes a weight; to keep, a"
          + " GGUF of half a byte) and the bundle stay in the folder, so that another run need not"
          + " write the model again."
    })
final class BenchModelCommand extends ToolCommand {
  private static final int CONTEXT = 1024;

  @Option(
      names = "--shape",
      paramLabel = "SHAPE",
      defaultValue = "llama-1b",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private ModelShape shape = ModelShape.LLAMA_1B;

  @Option(
      names = "--context",
      paramLabel = "N",
      defaultValue = "" + CONTEXT,
      description = "Positions that the bundle holds (default: ${DEFAULT-VALUE}).")
  private int context;

  @Option(
      names = "--folder",
      required = true,
      paramLabel = "DIR",
      description = "Where the model and the bundle go.")
  @SuppressWarnings("NullAway.Init") // set by picocli
  private Path folder;

  @Option(
      names = "--quant",
      paramLabel = "KIND",
      defaultValue = "INT8_PER_CHANNEL",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Quantization quantization = Quantization.INT8_PER_CHANNEL;

  @Option(
      names = "--memory",
      paramLabel = "MIB",
      description = "Mebibytes that the import may use (default: those of the Java heap).")
  private long mebibytes = Runtime.getRuntime().maxMemory() >> 20;

  @Option(
      names = "--positions",
      paramLabel = "N",
      defaultValue = "512",
      description = "How many positions to measure (default: ${DEFAULT-VALUE}).")
  private int positions;

  @Override
  public Integer call() throws IOException, ParityException {
    long begin = System.nanoTime();
    Path checkpoint = checkpoint();
    say("The model is there after %.1f s.", begin);
    begin = System.nanoTime();
    Path bundle =
        folder.resolve("random-" + shape + "-" + quantization.manifestName() + Bundle.ENDING);
    try (ModelSource source = ModelSources.open(checkpoint)) {
      // Random weights have no top token to agree on.
      ExportEffort effort =
          ExportEffort.DEFAULT
              .withMemoryBytes(mebibytes << 20)
              .withMeasuredPositions(positions)
              .withForce();
      int threads = Runtime.getRuntime().availableProcessors();
      ExportOptions options =
          new ExportOptions("Random " + shape, quantization, context, threads, Map.of());
      ExportReport report =
          BundleExport.export(
              source, bundle, options.withEffort(effort), new StepProgress(stderr()));
      say("Imported as " + quantization.manifestName() + " in %.1f s.", begin);
      stdout().println("Parity: " + report.parity().summary());
    }
    stdout().println("Bundle: " + FactSheet.megabytes(Files.size(bundle)));
    stdout()
        .println(
            "Heap: at most "
                + FactSheet.megabytes(PeakMemory.heapBytes())
                + " of "
                + FactSheet.megabytes(Runtime.getRuntime().maxMemory()));
    PeakMemory.residentBytes()
        .ifPresent(
            bytes ->
                stdout().println("Resident, with mapped files: " + FactSheet.megabytes(bytes)));
    stdout().flush();
    return ExitCode.OK;
  }

  /** Only a GGUF has a 4-bit grid to keep. */
  private Path checkpoint() throws IOException {
    if (quantization == Quantization.KEEP) {
      return RandomGguf.write(folder, shape);
    }
    Path checkpoint = folder.resolve("random-" + shape);
    RandomCheckpoint.write(checkpoint, shape);
    return checkpoint;
  }

  private void say(String format, long begin) {
    double seconds = (System.nanoTime() - begin) / (double) TimeUnit.SECONDS.toNanos(1);
    stdout().println(String.format(Locale.ROOT, format, seconds));
    stdout().flush();
  }
}
