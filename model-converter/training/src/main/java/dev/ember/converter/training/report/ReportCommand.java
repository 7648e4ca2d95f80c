package dev.ember.converter.training.report;

import dev.ember.inference.file.AtomicFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./ember report}: a run as one page. */
@Command(
    name = "report",
    mixinStandardHelpOptions = true,
    description = "Draws a run as one self-contained page, its numbers beside it as JSON.",
    exitCodeList = {"0:done", "1:a file is at fault", "2:an option is at fault"},
    exitCodeListHeading = "%nExit codes:%n")
public final class ReportCommand implements Callable<Integer> {

  private static final List<String> PROMPTS =
      List.of("The dog is big and the cat is small.", "Who are you?");

  @Parameters(paramLabel = "RUN", description = "folder of a run, or of several")
  @SuppressWarnings("NullAway.Init") // set by picocli
  private Path run;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "where report.html and report.json go (default: RUN)")
  private @Nullable Path out;

  @Option(
      names = "--prompt",
      paramLabel = "TEXT",
      description = "whose attention is drawn; may be given again")
  private List<String> prompts = new ArrayList<>();

  @Override
  public Integer call() throws IOException {
    Path folder = out == null ? run : out;
    AtomicFile.requirePossible(folder.resolve(RunReport.PAGE));
    RunReport report = new RunReport(run);
    report.collect(prompts.isEmpty() ? PROMPTS : prompts);
    report.write(folder);
    System.err.printf("The report lies in %s.%n", folder.resolve(RunReport.PAGE));
    return ExitCode.OK;
  }
}
