package dev.ember.converter.cli.option;

import dev.ember.inference.bundle.Manifest;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What runs the model, and on how many threads. */
public final class BackendArguments {
  /** As for a bundle: long enough for a chat, short enough for a float32 cache. */
  private static final int DEFAULT_CONTEXT = 1024;

  @Spec(Spec.Target.MIXEE)
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec command;

  @Option(
      names = "--backend",
      paramLabel = "NAME",
      defaultValue = "tflite",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private BackendName backend = BackendName.TFLITE;

  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads for tflite (default: all processors).")
  void setThreads(int threads) {
    if (threads < 1) {
      throw new ParameterException(
          command.commandLine(), "expected --threads of at least 1 but found " + threads);
    }
    this.threads = threads;
  }

  @Option(
      names = "--variant",
      paramLabel = "KIND",
      converter = QuantizationWord.Converter.class,
      description =
          "Which of a bundle's graphs to run on tflite, where it holds more than one, such as int8"
              + " (default: its first).")
  private @Nullable QuantizationWord variant;

  private int context = DEFAULT_CONTEXT;

  @Option(
      names = "--context",
      paramLabel = "N",
      description =
          "Positions to make room for where MODEL is no bundle (default: " + DEFAULT_CONTEXT + ").")
  void setContext(int context) {
    if (context < 1) {
      throw new ParameterException(
          command.commandLine(), "expected --context of at least 1 but found " + context);
    }
    this.context = context;
  }

  /** The same with less room. */
  public BackendArguments withContextAtMost(int positions) {
    BackendArguments fewer = new BackendArguments();
    fewer.command = command;
    fewer.backend = backend;
    fewer.threads = threads;
    fewer.variant = variant;
    fewer.context = Math.min(context, Math.max(1, positions));
    return fewer;
  }

  public BackendName backend() {
    return backend;
  }

  /**
   * The graph of a bundle that is wanted; null for the first.
   *
   * @throws ParameterException if the bundle has it not, or the backend runs no graphs
   */
  public Manifest.@Nullable Variant variant(Manifest manifest) {
    if (variant == null) {
      return null;
    }
    String wanted = variant.kind().manifestName();
    if (backend != BackendName.TFLITE) {
      throw new ParameterException(
          command.commandLine(), "--variant: expected --backend tflite, which runs graphs");
    }
    List<String> there = new ArrayList<>(List.of(manifest.quantization()));
    for (Manifest.Variant each : manifest.variants()) {
      if (each.quantization().equals(wanted)) {
        return each;
      }
      there.add(each.quantization());
    }
    if (!manifest.quantization().equals(wanted)) {
      throw new ParameterException(
          command.commandLine(), "--variant: expected one of " + there + " but found " + wanted);
    }
    return null;
  }

  public int threads() {
    return threads;
  }

  /** Positions that a model without a bundle is opened for, or fewer if it knows fewer. */
  public int context() {
    return context;
  }
}
