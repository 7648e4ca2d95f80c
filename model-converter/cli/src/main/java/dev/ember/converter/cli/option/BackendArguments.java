package dev.ember.converter.cli.option;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What runs the model, and on how many threads. */
public final class BackendArguments {
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

  public BackendName backend() {
    return backend;
  }

  public int threads() {
    return threads;
  }
}
