package dev.ember.converter.cli.option;

import dev.ember.converter.export.source.SourceFormat;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The bundle that a command looks into: the built-in one unless another is named. */
public final class ChosenBundle {
  @Option(
      names = "--model",
      paramLabel = "FILE.ember",
      description =
          "An .ember bundle, which ember import makes of other models (default: the built-in"
              + " model).")
  private @Nullable Path path;

  /**
   * The bundle's file.
   *
   * @throws IOException if another kind of model was named
   */
  public Path or(Path builtIn) throws IOException {
    if (path == null) {
      return builtIn;
    }
    SourceFormat format = SourceFormat.of(path);
    if (format == SourceFormat.EMBER_BUNDLE || format == SourceFormat.OTHER_FILE) {
      return path; // what is wrong with a file says who reads it
    }
    throw new IOException(
        path
            + ": expected an .ember bundle, which ember import makes of a model, but found "
            + (format == SourceFormat.OTHER_FOLDER ? "a folder" : "another kind of model"));
  }
}
