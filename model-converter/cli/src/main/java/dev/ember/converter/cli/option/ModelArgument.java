package dev.ember.converter.cli.option;

import java.nio.file.Path;
import picocli.CommandLine.Parameters;

/** The model that a command needs. */
public final class ModelArgument {
  @Parameters(
      paramLabel = "MODEL",
      description = "An .ember bundle, or a model to import: folder, .safetensors, .gguf.")
  @SuppressWarnings("NullAway.Init") // set by picocli
  private Path path;

  public Path path() {
    return path;
  }
}
