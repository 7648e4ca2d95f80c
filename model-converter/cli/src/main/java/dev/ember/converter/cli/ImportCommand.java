package dev.ember.converter.cli;

import dev.ember.converter.cli.option.ImportArguments;
import dev.ember.converter.export.parity.ParityException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code ember import}: a community checkpoint becomes a bundle that has been compared with it. */
@Command(
    name = "import",
    description = "Turn a community model into a bundle, measured against it.",
    footer = {
      "",
      "Takes a Hugging Face folder, a .safetensors with its config.json beside it, or a .gguf (any"
          + " part of a split one), recognised by content. ember inspect SRC shows what would come"
          + " of it."
    })
final class ImportCommand extends ToolCommand {
  @Parameters(paramLabel = "SRC", description = "The model's folder or file.")
  @SuppressWarnings("NullAway.Init") // set by picocli
  private Path source;

  @Mixin private final ImportArguments arguments = new ImportArguments();

  @Override
  public Integer call() throws IOException, ParityException {
    new ImportRun(this, arguments, Map.of()).run(source, shownName());
    stdout().flush();
    return ExitCode.OK;
  }

  /** The folder's, or the file's without its extension. */
  private String shownName() {
    Path named = source.toAbsolutePath().normalize().getFileName();
    String name = named == null ? "model" : named.toString();
    int dot = name.lastIndexOf('.');
    return Files.isDirectory(source) || dot <= 0 ? name : name.substring(0, dot);
  }
}
