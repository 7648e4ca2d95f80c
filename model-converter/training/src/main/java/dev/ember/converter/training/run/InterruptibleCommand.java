package dev.ember.converter.training.run;

import dev.ember.converter.training.parallel.ThisProgram;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command that works for long: wrong options are bad usage, and Ctrl-C asks it to stop. */
abstract class InterruptibleCommand implements Callable<Integer> {
  private static final int INTERRUPTED = 130; // 128 + SIGINT, as shells have it

  @Spec private @Nullable CommandSpec spec;

  /**
   * Checks the options of all such commands and then, by {@link #prepare}, the command's own.
   *
   * @throws IllegalArgumentException if one is at fault
   */
  abstract StageWork ready() throws IOException;

  /**
   * Checks the options.
   *
   * @throws IllegalArgumentException if one is at fault
   */
  protected abstract StageWork prepare() throws IOException;

  @Override
  public final Integer call() throws IOException {
    StageWork work;
    try {
      work = ready();
    } catch (IllegalArgumentException e) {
      throw new CommandLine.ParameterException(spec().commandLine(), e.getMessage(), e);
    }
    try (Interruption interruption = Interruption.listen()) {
      return work.execute(interruption::requested) ? exitCode() : INTERRUPTED;
    }
  }

  /** The exit code of work that came to its end. */
  protected int exitCode() {
    return CommandLine.ExitCode.OK;
  }

  /**
   * Checks that options that mean nothing in what was asked for are not given: whoever gives one
   * expects something of it.
   *
   * @param options by their names
   * @param where what was asked for, in words
   * @throws IllegalArgumentException naming the first that is given
   */
  protected final void requireNoneOf(List<String> options, String where) {
    for (String option : options) {
      if (spec().commandLine().getParseResult().hasMatchedOption(option)) {
        throw new IllegalArgumentException("expected no " + option + " " + where + " but found it");
      }
    }
  }

  /** Refuses a rate of its own for matrices where the optimizer has none. */
  protected final void requireRatesOfEffect(ScheduleArguments schedule) {
    if (!schedule.usesMuon()) {
      requireNoneOf(List.of("--matrix-rate"), "without --optimizer muon");
    }
  }

  /** What this process was started with: the root of all commands has the {@code main}. */
  final ThisProgram program() {
    CommandSpec root = spec().root();
    return new ThisProgram(
        root.userObject().getClass().getName(), root.commandLine().getParseResult().originalArgs());
  }

  private CommandSpec spec() {
    if (spec == null) {
      throw new AssertionError("picocli fills the spec before it calls");
    }
    return spec;
  }
}
