package dev.ember.converter.cli.option;

import dev.ember.converter.export.ExportEffort;
import dev.ember.converter.export.ExportOptions;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a model becomes a bundle. */
public final class ImportArguments {
  @Option(
      names = {"-o", "--out"},
      paramLabel = "FILE.ember",
      description = "The bundle (default: NAME.ember in this folder).")
  private @Nullable Path out;

  @Option(
      names = "--quant",
      paramLabel = "KIND",
      converter = QuantizationWord.Converter.class,
      completionCandidates = QuantizationWord.Candidates.class,
      description =
          "${COMPLETION-CANDIDATES} (default: int8, and keep for a GGUF whose weights are on a"
              + " 4-bit grid).")
  private @Nullable QuantizationWord quantization;

  @Option(
      names = "--with-int8",
      description =
          "Beside keep or small, an int8 graph in the same file, for runtimes and accelerators that"
              + " have no 4-bit blocks; what both store alike is there once.")
  private boolean withInt8;

  @Option(names = "--name", paramLabel = "NAME", description = "The model's name for people.")
  private @Nullable String name;

  @Option(
      names = "--licence",
      paramLabel = "TEXT",
      description = "The licence of the weights (default: as the source says).")
  private @Nullable String licence;

  @Option(
      names = "--card",
      paramLabel = "FILE",
      description = "What the bundle says of the model, Markdown (default: the source's card).")
  private @Nullable Path card;

  @Option(
      names = "--note",
      paramLabel = "FACT=TEXT",
      description = "A further fact of its origin; may be repeated.")
  private Map<String, String> notes = new LinkedHashMap<>();

  @Option(
      names = "--context",
      paramLabel = "N",
      defaultValue = "" + ExportOptions.DEFAULT_MAX_CONTEXT,
      description = "The most tokens it shall hold (default: ${DEFAULT-VALUE}).")
  private int context = ExportOptions.DEFAULT_MAX_CONTEXT;

  @Option(
      names = "--chat-template",
      paramLabel = "FILE|NAME",
      description = "The chat template in place of the model's own, such as chatml or llama2.")
  private @Nullable String chatTemplate;

  @Option(
      names = "--calibrate",
      paramLabel = "FILE",
      description =
          "A text like those it shall meet, to smooth activations and to round 4-bit blocks with"
              + " (default: one of ours).")
  private @Nullable Path calibration;

  @Option(
      names = "--no-smoothing",
      description = "Leave activations as they are: faster to import, further from the model.")
  private boolean noSmoothing;

  @Option(names = "--memory", description = "Get by with 256 MiB of heap; it takes longer.")
  private boolean littleMemory;

  @Option(
      names = "--force",
      description =
          "Write the bundle even if it is further from the model than its kind allows. One that"
              + " 'verify' and every phone would refuse to run is never written.")
  private boolean force;

  @Option(names = "--json", description = "Write the report as one JSON object.")
  private boolean json;

  public @Nullable Path out() {
    return out;
  }

  public @Nullable QuantizationWord quantization() {
    return quantization;
  }

  /** Whether an int8 graph is wanted beside the first. */
  public boolean withInt8() {
    return withInt8;
  }

  public @Nullable String name() {
    return name;
  }

  public int context() {
    return context;
  }

  public @Nullable String chatTemplate() {
    return chatTemplate;
  }

  /** Of the model, in place of its own. */
  public @Nullable Path card() {
    return card;
  }

  public @Nullable Path calibration() {
    return calibration;
  }

  /** What the import may take. */
  public ExportEffort effort() {
    ExportEffort effort = ExportEffort.DEFAULT;
    if (littleMemory) {
      effort = effort.withMemoryBytes(ExportEffort.LEAST_MEMORY_BYTES);
    }
    if (noSmoothing) {
      effort = effort.withSmoothingTokens(0);
    }
    return force ? effort.withForce() : effort;
  }

  public boolean json() {
    return json;
  }

  /** Facts for the manifest. */
  public Map<String, String> facts() {
    Map<String, String> facts = new LinkedHashMap<>(notes);
    if (licence != null) {
      facts.put("licence", licence);
    }
    return facts;
  }
}
