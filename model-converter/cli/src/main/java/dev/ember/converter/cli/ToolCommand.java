package dev.ember.converter.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** A command of {@code ember}: what all of them have, {@code --help} and {@code --version} too. */
@Command(mixinStandardHelpOptions = true)
abstract class ToolCommand implements Callable<Integer> {
  @ParentCommand
  @SuppressWarnings("NullAway.Init") // set by picocli
  private EmberCommand ember;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  /** The tool with its surroundings. */
  final EmberCommand ember() {
    return ember;
  }

  final CommandSpec spec() {
    return spec;
  }

  /** Whether a line may be written over: where both ends are a person's. */
  final boolean onTerminal() {
    return ember.interactive() && System.console() != null;
  }

  /**
   * Checks a number that a user gave.
   *
   * @throws ParameterException if it is not positive
   */
  final void requirePositive(String option, int value) {
    if (value < 1) {
      throw new ParameterException(
          spec.commandLine(), "expected " + option + " of at least 1 but found " + value);
    }
  }

  /** Standard output. */
  final PrintWriter stdout() {
    return spec.commandLine().getOut();
  }

  /** Standard error. */
  final PrintWriter stderr() {
    return spec.commandLine().getErr();
  }
}
