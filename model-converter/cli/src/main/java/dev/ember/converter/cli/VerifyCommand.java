package dev.ember.converter.cli;

import dev.ember.converter.cli.inspect.FactSheet;
import dev.ember.converter.export.parity.GoldenCheck;
import dev.ember.converter.export.parity.MeasuringText;
import dev.ember.converter.export.parity.ParityCheck;
import dev.ember.converter.export.parity.ParityLimits;
import dev.ember.converter.export.parity.ParityReport;
import dev.ember.converter.export.parity.ParityTexts;
import dev.ember.converter.export.weights.LoadedWeights;
import dev.ember.converter.export.weights.Quantization;
import dev.ember.inference.backend.Backend;
import dev.ember.inference.backend.tflite.TfliteBackend;
import dev.ember.inference.bundle.Bundle;
import dev.ember.inference.bundle.Golden;
import dev.ember.inference.bundle.Manifest;
import dev.ember.inference.tokenizer.Tokenizer;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ember verify}: whether a bundle is whole, and says on this machine what it should. */
@Command(
    name = "verify",
    description = "Check a bundle on this machine: hashes, golden logits, parity.",
    footer = {
      "",
      "hashes: every entry has the SHA-256 of the manifest. golden: the logits of the bundle's own"
          + " prompts, within the tolerances that it carries. parity: its graph on TensorFlow Lite"
          + " against plain Java with the bundle's weights, within the limits of an import; a"
          + " variant's too, against the same weights. What fails is said on standard error, and"
          + " the exit code is 1."
    })
final class VerifyCommand extends ToolCommand {
  private static final int DEFAULT_POSITIONS = 128;

  @Parameters(paramLabel = "FILE.ember", description = "The bundle.")
  @SuppressWarnings("NullAway.Init") // set by picocli
  private Path file;

  @Option(
      names = "--positions",
      paramLabel = "N",
      defaultValue = "" + DEFAULT_POSITIONS,
      description = "Tokens of the parity check; plain Java is slow (default: ${DEFAULT-VALUE}).")
  private int positions = DEFAULT_POSITIONS;

  @Override
  public Integer call() throws IOException {
    List<String> failures = new ArrayList<>();
    try (Bundle bundle = Bundle.open(file)) {
      PrintWriter out = stdout();
      Manifest manifest = bundle.manifest();
      String size = FactSheet.megabytes(Files.size(file));
      out.println(file.getFileName() + ": " + manifest.name() + ", " + size);
      out.println("  hashes  " + manifest.entries().size() + " entries, undamaged");
      int threads = Runtime.getRuntime().availableProcessors();
      try (Backend tflite = TfliteBackend.open(bundle, threads)) {
        golden(bundle, tflite, failures);
        parity(bundle, manifest.quantization(), tflite, failures);
      }
      for (Manifest.Variant variant : manifest.variants()) {
        out.println("  variant " + variant.quantization());
        try (Backend tflite = TfliteBackend.open(bundle, variant, threads)) {
          parity(bundle, variant.quantization(), tflite, failures);
        }
      }
      failures.forEach(failure -> stderr().println("ember: " + failure));
      out.println(failures.isEmpty() ? "verified" : "not verified");
      out.flush();
    }
    return failures.isEmpty() ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  private void golden(Bundle bundle, Backend backend, List<String> failures) throws IOException {
    GoldenCheck.Result result = new GoldenCheck(bundle.golden(), backend).run(done -> {});
    stdout().println("  golden  " + result.summary());
    stdout().flush();
    result.failures().forEach(failure -> failures.add("golden: " + failure));
  }

  /** Plain Java reads the weights that are stored, so only the graph and its kernels can differ. */
  private void parity(Bundle bundle, String quantization, Backend backend, List<String> failures)
      throws IOException {
    Tokenizer tokenizer = bundle.tokenizer();
    MeasuringText text =
        new MeasuringText(
            "the bundle's own golden prompts", goldenText(bundle.golden(), tokenizer));
    ParityTexts texts =
        ParityTexts.of(List.of(), text, tokenizer, bundle.manifest().config().context(), positions);
    ParityReport report =
        new ParityCheck(
                new LoadedWeights(bundle.weights()),
                backend,
                ParityLimits.of(quantization(quantization)),
                Runtime.getRuntime().availableProcessors(),
                done -> {})
            .run(texts);
    stdout().println("  parity  " + report.summary());
    report.failures().forEach(failure -> failures.add("parity: " + failure));
  }

  private static String goldenText(Golden golden, Tokenizer tokenizer) {
    StringBuilder text = new StringBuilder();
    for (Golden.Prompt prompt : golden.prompts()) {
      int[] tokens = prompt.tokens().stream().mapToInt(Integer::intValue).toArray();
      text.append(tokenizer.decode(tokens, tokens.length));
    }
    return text.toString();
  }

  private static Quantization quantization(String manifestName) {
    for (Quantization quantization : Quantization.values()) {
      if (quantization.manifestName().equals(manifestName)) {
        return quantization;
      }
    }
    return Quantization.INT8_PER_CHANNEL;
  }
}
