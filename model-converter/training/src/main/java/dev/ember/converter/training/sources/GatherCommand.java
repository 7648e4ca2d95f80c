package dev.ember.converter.training.sources;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./ember corpus gather}: public files, named by source, licence and hash, in a folder. */
@Command(
    name = "gather",
    mixinStandardHelpOptions = true,
    usageHelpAutoWidth = true,
    description = "Brings the public files of a manifest together, held to their SHA-256.",
    footer = {
      "",
      "A file comes from --from, or is downloaded where the manifest names its address. Writes",
      "whole/ for tokenizer and pretrain, tokenizer/ and pretrain/ for one of them (first lines),",
      "and SOURCES.md, which lists source, licence and hash of each. The same command goes on with",
      "a download that broke."
    })
public final class GatherCommand implements Callable<Integer> {
  @Parameters(arity = "1", paramLabel = "MANIFEST", description = "JSON that lists the files")
  private Path manifest = Path.of("");

  @Option(names = "--out", required = true, paramLabel = "DIR", description = "folder to write to")
  private Path out = Path.of("");

  @Option(
      names = "--from",
      paramLabel = "FOLDER",
      description = "folder that holds files of the manifest, under their names")
  private @Nullable Path from;

  @Option(names = "--offline", description = "download nothing")
  private boolean offline;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    if (from != null && !Files.isDirectory(from)) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "expected a folder as --from but found none: " + from);
    }
    List<SourceFile> files = SourceManifest.read(manifest);
    SourceDownload download = offline ? null : new SourceDownload(SourceDownload.FIRST_WAIT_MILLIS);
    new Gathering(files, out, from, download).run();
    System.err.printf(
        Locale.ROOT,
        "%,d files, %,d bytes as they came. %s%n",
        files.size(),
        files.stream().mapToLong(file -> file.content().bytes()).sum(),
        out.resolve(Gathering.CARD));
    return CommandLine.ExitCode.OK;
  }
}
