package dev.ember.converter.cli;

import dev.ember.converter.export.BundleExport;
import dev.ember.converter.export.ExportOptions;
import dev.ember.converter.export.ExportReport;
import dev.ember.converter.export.ModelSources;
import dev.ember.converter.export.parity.ParityException;
import dev.ember.converter.export.source.ModelSource;
import dev.ember.converter.export.weights.Quantization;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** {@code ember export}: a checkpoint becomes a bundle that has been compared with it. */
@Command(name = "export", description = "Turn a checkpoint into a bundle, checked against it.")
final class ExportCommand extends ToolCommand {
  @Parameters(
      paramLabel = "CHECKPOINT",
      description = "A folder in the Hugging Face layout, as ember train writes it.")
  @SuppressWarnings("NullAway.Init") // set by picocli
  private Path checkpoint;

  @Option(
      names = {"-o", "--out"},
      required = true,
      paramLabel = "FILE.ember",
      description = "The bundle; written only if the check passes.")
  @SuppressWarnings("NullAway.Init") // set by picocli
  private Path out;

  @Option(
      names = "--quantization",
      paramLabel = "KIND",
      defaultValue = "int8",
      completionCandidates = QuantizationNames.class,
      converter = QuantizationNames.class,
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Quantization quantization = Quantization.INT8_PER_CHANNEL;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "The model's name for people (default: the folder's).")
  private @Nullable String name;

  @Option(
      names = "--context",
      paramLabel = "N",
      defaultValue = "" + ExportOptions.DEFAULT_MAX_CONTEXT,
      description = "The most tokens it shall hold (default: ${DEFAULT-VALUE}).")
  private int context = ExportOptions.DEFAULT_MAX_CONTEXT;

  @Option(
      names = "--note",
      paramLabel = "FACT=TEXT",
      description = "A fact of its origin, such as licence=Apache-2.0; may be repeated.")
  private Map<String, String> notes = new LinkedHashMap<>();

  @Option(names = "--json", description = "Write the report as one JSON object.")
  private boolean json;

  @Override
  public Integer call() throws IOException, ParityException {
    ExportReport report;
    try (ModelSource source = ModelSources.open(checkpoint)) {
      report =
          BundleExport.export(source, out, options(), new StepProgress(stderr(), onTerminal()));
    }
    PrintWriter stdout = stdout();
    if (json) {
      stdout.println(ReportText.object(report));
    } else {
      ReportText.lines(report).forEach(stdout::println);
    }
    return ExitCode.OK;
  }

  private ExportOptions options() {
    String shown = name != null ? name : checkpoint.normalize().getFileName().toString();
    try {
      int threads = Runtime.getRuntime().availableProcessors();
      return new ExportOptions(shown, quantization, context, threads, notes);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec().commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  /** The words that users write for the kinds of quantization. */
  static final class QuantizationNames implements ITypeConverter<Quantization>, Iterable<String> {
    private static final Map<String, Quantization> KINDS =
        Map.of("int8", Quantization.INT8_PER_CHANNEL, "float32", Quantization.FLOAT32);

    @Override
    public Quantization convert(String word) {
      Quantization kind = KINDS.get(word);
      if (kind == null) {
        throw new TypeConversionException(
            "expected one of " + String.join(", ", this) + " but found " + word);
      }
      return kind;
    }

    @Override
    public Iterator<String> iterator() {
      return new TreeSet<>(KINDS.keySet()).iterator();
    }
  }
}
