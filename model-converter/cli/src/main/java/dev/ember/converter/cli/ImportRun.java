package dev.ember.converter.cli;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import dev.ember.converter.cli.inspect.ImportPlan;
import dev.ember.converter.cli.option.ImportArguments;
import dev.ember.converter.cli.option.QuantizationWord;
import dev.ember.converter.cli.source.AmendedSource;
import dev.ember.converter.cli.template.TemplateText;
import dev.ember.converter.export.BundleExport;
import dev.ember.converter.export.ExportEffort;
import dev.ember.converter.export.ExportOptions;
import dev.ember.converter.export.ExportReport;
import dev.ember.converter.export.ModelSources;
import dev.ember.converter.export.parity.ParityException;
import dev.ember.converter.export.source.ModelSource;
import dev.ember.converter.export.weights.Quantization;
import dev.ember.converter.export.weights.WeightSource;
import dev.ember.inference.bundle.Bundle;
import dev.ember.inference.file.Utf8File;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ParameterException;

/** One import, for the verbs that end in one. */
final class ImportRun {
  private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

  private final ToolCommand command;
  private final ImportArguments arguments;
  private final Map<String, String> origin;

  /**
   * @param origin facts that are known where the model comes from; the user's own go before them
   */
  ImportRun(ToolCommand command, ImportArguments arguments, Map<String, String> origin) {
    this.command = command;
    this.arguments = arguments;
    this.origin = origin;
  }

  /**
   * Imports what lies at a path.
   *
   * @param shownName of the model, unless the user gives one
   */
  void run(Path path, String shownName) throws IOException, ParityException {
    String name = arguments.name() != null ? arguments.name() : shownName;
    try (ModelSource source = open(path)) {
      WeightSource weights = source.weights(); // first: without them a template helps nobody
      requireTemplate(source);
      Quantization quantization = quantization(weights);
      requireCalibrationOfEffect(quantization);
      PrintWriter err = command.stderr();
      err.println(source.description() + ", as " + quantization.manifestName() + ":");
      tellShortened(weights.config().context(), err);
      ImportPlan plan = ImportPlan.of(weights, arguments.context());
      boolean withInt8 = arguments.withInt8();
      err.println("  " + (withInt8 ? plan.lineWithInt8(quantization) : plan.line(quantization)));
      plan.fallbackLines(quantization).forEach(line -> err.println("  " + line));
      err.flush();
      Path out = arguments.out() != null ? arguments.out() : Path.of(name + Bundle.ENDING);
      StepProgress progress = new StepProgress(err, command.onTerminal());
      try (InterruptNotice notice = InterruptNotice.on(err)) {
        report(BundleExport.export(source, out, options(name, quantization), progress));
      }
    }
  }

  /** Says so where the model has fewer positions than were asked for; the bundle has no more. */
  private void tellShortened(int most, PrintWriter err) {
    if (arguments.context() > most) {
      err.println(
          "  context of "
              + most
              + " tokens, the longest of this model, not of "
              + arguments.context());
    }
  }

  /** The source last: nobody would close it if what amends it were refused. */
  private ModelSource open(Path path) throws IOException {
    String template = arguments.chatTemplate();
    String text = template == null ? null : TemplateText.open(template).source();
    Path file = arguments.card();
    String card = file == null ? null : text(file, "a card in Markdown");
    return new AmendedSource(ModelSources.open(path), text, card);
  }

  private static String text(Path file, String expected) throws IOException {
    String text = Utf8File.read(file);
    if (text.isBlank()) {
      throw new IOException(file + ": expected " + expected + " but found nothing");
    }
    return text;
  }

  /** Said before the work, and with the option that helps. */
  private static void requireTemplate(ModelSource source) throws IOException {
    if (source.chat().template() == null) {
      throw new IOException(
          source.description()
              + ", chat template: expected one in the model, or --chat-template with a file or a"
              + " known name such as chatml, but found none");
    }
  }

  private Quantization quantization(WeightSource weights) {
    @Nullable QuantizationWord word = arguments.quantization();
    boolean grid = ImportPlan.keepsGrid(weights);
    if (word == null) {
      if (arguments.withInt8() && !grid) {
        throw new ParameterException(
            command.spec().commandLine(),
            "--with-int8: expected --quant small, or weights on a 4-bit grid, but found none");
      }
      return grid ? Quantization.KEEP : Quantization.INT8_PER_CHANNEL;
    }
    if (arguments.withInt8() && !word.hasFourBits()) {
      throw new ParameterException(
          command.spec().commandLine(),
          "--with-int8: expected --quant keep or small but found " + word.word());
    }
    if (word == QuantizationWord.KEEP && !grid) {
      throw new ParameterException(
          command.spec().commandLine(),
          "--quant keep: expected weights on a 4-bit grid (Q4_0, Q4_1, Q4_K) but found none");
    }
    return word.kind();
  }

  private void requireCalibrationOfEffect(Quantization kind) {
    boolean smoothed =
        kind != Quantization.FLOAT16
            && kind != Quantization.FLOAT32
            && arguments.effort().smoothingTokens() > 0;
    if (arguments.calibration() != null && !smoothed && kind != Quantization.SMALL) {
      throw new ParameterException(
          command.spec().commandLine(),
          "--calibrate: expected a kind that is smoothed or rounded for a text but found "
              + kind.manifestName()
              + (kind == Quantization.FLOAT16 || kind == Quantization.FLOAT32
                  ? ""
                  : " with --no-smoothing"));
    }
  }

  private ExportOptions options(String name, Quantization quantization) throws IOException {
    List<Quantization> variants =
        arguments.withInt8() ? List.of(Quantization.INT8_PER_CHANNEL) : List.of();
    return plainOptions(name, quantization).withEffort(effort()).withVariants(variants);
  }

  private ExportEffort effort() throws IOException {
    Path calibration = arguments.calibration();
    return calibration == null
        ? arguments.effort()
        : arguments.effort().withCalibrationText(text(calibration, "a text to calibrate with"));
  }

  private ExportOptions plainOptions(String name, Quantization quantization) {
    Map<String, String> facts = new LinkedHashMap<>(origin);
    facts.putAll(arguments.facts());
    try {
      int threads = Runtime.getRuntime().availableProcessors();
      return new ExportOptions(name, quantization, arguments.context(), threads, facts);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command.spec().commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  private void report(ExportReport report) {
    PrintWriter out = command.stdout();
    if (arguments.json()) {
      out.println(GSON.toJson(ReportText.object(report)));
    } else {
      ReportText.lines(report).forEach(out::println);
      out.println("Chat with it: ember chat --model " + report.file());
    }
  }
}
