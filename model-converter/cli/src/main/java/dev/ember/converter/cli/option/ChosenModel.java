package dev.ember.converter.cli.option;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The model that a command looks at: the built-in one unless another is named. */
public final class ChosenModel {
  @Option(
      names = "--model",
      paramLabel = "FILE",
      description = "An .ember bundle, or a model to import (default: the built-in model).")
  private @Nullable Path path;

  public Path or(Path builtIn) {
    return path != null ? path : builtIn;
  }
}
