package dev.ember.converter.training;

import dev.ember.converter.training.bench.BenchTrainCommand;
import dev.ember.converter.training.checkpoint.CheckpointCommand;
import dev.ember.converter.training.corpus.CorpusCommand;
import dev.ember.converter.training.distil.DistilCommand;
import dev.ember.converter.training.dpo.DpoCommand;
import dev.ember.converter.training.eval.CompareCommand;
import dev.ember.converter.training.eval.EvalCommand;
import dev.ember.converter.training.loop.DivergedException;
import dev.ember.converter.training.pretrain.PretrainCommand;
import dev.ember.converter.training.report.ReportCommand;
import dev.ember.converter.training.reward.RewardCommand;
import dev.ember.converter.training.rlhf.RlhfCommand;
import dev.ember.converter.training.sft.SftCommand;
import dev.ember.converter.training.tokenizer.TokenizerCommand;
import dev.ember.inference.file.FileFault;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * The trainer's own process, one verb a stage. {@code ./ember VERB} starts it with {@code
 * OMP_WAIT_POLICY=PASSIVE} and {@code OPENBLAS_NUM_THREADS=1} and passes the options through.
 */
@Command(
    name = "ember",
    mixinStandardHelpOptions = true,
    description = "The stages that raise a model.",
    subcommands = {
      TrainMain.class,
      CorpusCommand.class,
      TokenizerCommand.class,
      PretrainCommand.class,
      SftCommand.class,
      RewardCommand.class,
      RlhfCommand.class,
      DpoCommand.class,
      DistilCommand.class,
      EvalCommand.class,
      CompareCommand.class,
      ReportCommand.class,
      CheckpointCommand.class,
      BenchTrainCommand.class
    })
public final class TrainerMain {
  @Option(
      names = {"--debug", "--stacktrace"},
      scope = ScopeType.INHERIT,
      description = "On failure print where in the program it happened.")
  private boolean debug;

  private TrainerMain() {}

  public static void main(String[] arguments) {
    System.exit(heard(commandLine().execute(arguments), System.out, System.err));
  }

  /** The exit code; another where it says that all is done but what was printed went nowhere. */
  static int heard(int code, PrintStream out, PrintStream err) {
    if (out.checkError() && code == CommandLine.ExitCode.OK) {
      err.println("ember: standard output could not be written");
      return CommandLine.ExitCode.SOFTWARE;
    }
    return code;
  }

  /** The verbs, which tell the fault of an option or a file in one line. */
  static CommandLine commandLine() {
    return new CommandLine(new TrainerMain())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionStrategy(TrainerMain::run)
        .setParameterExceptionHandler((mistake, words) -> tell(mistake))
        .setExecutionExceptionHandler(TrainerMain::tell);
  }

  /** Hands an error of memory to {@link #tell} too: it is no bug, and picocli lets errors pass. */
  private static int run(ParseResult parsed) {
    try {
      return new CommandLine.RunLast().execute(parsed);
    } catch (OutOfMemoryError e) {
      List<CommandLine> commands = parsed.asCommandLineList();
      throw new CommandLine.ExecutionException(
          commands.get(commands.size() - 1), String.valueOf(e.getMessage()), e);
    }
  }

  private static int tell(ParameterException mistake) {
    CommandLine command = mistake.getCommandLine();
    command.getErr().println(command.getCommandName() + ": " + mistake.getMessage());
    UnmatchedArgumentException.printSuggestions(mistake, command.getErr());
    return CommandLine.ExitCode.USAGE;
  }

  private static int tell(Exception failure, CommandLine command, ParseResult parsed)
      throws Exception {
    int code = tellInOneLine(failure, command);
    if (((TrainerMain) command.getCommandSpec().root().userObject()).debug) {
      failure.printStackTrace(command.getErr());
    }
    return code;
  }

  private static int tellInOneLine(Exception failure, CommandLine command) throws Exception {
    String name = command.getCommandName() + ": ";
    String memory = MemoryFault.sentence(failure, command.getCommandSpec());
    if (memory != null) {
      command.getErr().println(name + memory);
      return CommandLine.ExitCode.SOFTWARE;
    }
    if (failure instanceof IllegalArgumentException) { // found only with the model at hand
      command.getErr().println(name + failure.getMessage());
      return CommandLine.ExitCode.USAGE;
    }
    if (failure instanceof DivergedException) {
      command.getErr().println(name + failure.getMessage());
      return CommandLine.ExitCode.SOFTWARE;
    }
    Throwable cause = failure instanceof UncheckedIOException ? failure.getCause() : failure;
    if (cause instanceof IOException fault) {
      command.getErr().println(name + sentence(fault));
      return CommandLine.ExitCode.SOFTWARE;
    }
    throw failure;
  }

  /** Exceptions of the platform that name the file at most, and not what is wrong with it. */
  static String sentence(IOException failure) {
    if (failure instanceof FileSystemException file && file.getReason() == null) {
      return file.getFile() + ": " + reason(file);
    }
    if (failure instanceof CharacterCodingException) {
      return "expected UTF-8 but found other bytes";
    }
    return String.valueOf(failure.getMessage());
  }

  private static String reason(FileSystemException failure) {
    return failure instanceof NoSuchFileException
        ? "expected a file but found none"
        : FileFault.of(failure);
  }
}
