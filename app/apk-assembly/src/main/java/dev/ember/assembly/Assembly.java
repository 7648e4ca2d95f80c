package dev.ember.assembly;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IExecutionExceptionHandler;

/**
 * The command line that Maven calls; one subcommand per moment of the build. Several may follow
 * each other in one call, which pays once for what the JVM learns of D8, and for code that APKs
 * share.
 */
@Command(
    name = "assembly",
    description = "Builds an APK from what Maven compiled.",
    subcommandsRepeatable = true,
    subcommands = {ExplodeCommand.class, ResourcesCommand.class, PackageCommand.class})
public final class Assembly {

  private final DebugCode debugCode = new DebugCode();

  Assembly() {}

  /** What the commands of one call dex, each thing once. */
  DebugCode debugCode() {
    return debugCode;
  }

  /**
   * Runs the subcommands in their order, up to the first that fails.
   *
   * @throws IllegalStateException when it fails: Maven runs this class in its own JVM, where an
   *     exit code would end Maven itself
   */
  public static void main(String[] args) {
    IExecutionExceptionHandler rethrow =
        (failure, command, parsed) -> {
          throw failure;
        };
    int exitCode =
        new CommandLine(new Assembly()).setExecutionExceptionHandler(rethrow).execute(args);
    if (exitCode != CommandLine.ExitCode.OK) {
      throw new IllegalStateException(
          "assembly " + String.join(" ", args) + " failed; the reason stands above");
    }
  }
}
