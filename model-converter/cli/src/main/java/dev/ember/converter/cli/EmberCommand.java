package dev.ember.converter.cli;

import dev.ember.converter.cli.option.EngineSource;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The tool {@code ember}: its commands in the order in which a model goes through them. */
@Command(
    name = "ember",
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true,
    versionProvider = BuildVersion.class,
    description = "Raises a small GPT, puts it into one file, and talks to it.",
    commandListHeading = "%nCommands, in the order in which a model goes through them:%n",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:the work failed; standard error says why",
      "2:the command line is wrong"
    },
    subcommands = {
      TrainCommand.class,
      TrainerVerbs.Corpus.class,
      TrainerVerbs.Tokenizer.class,
      TrainerVerbs.Pretrain.class,
      TrainerVerbs.Sft.class,
      TuningVerbs.Reward.class,
      TuningVerbs.Rlhf.class,
      TuningVerbs.Dpo.class,
      TuningVerbs.Distil.class,
      TuningVerbs.Eval.class,
      TuningVerbs.Compare.class,
      TuningVerbs.Report.class,
      TuningVerbs.Checkpoint.class,
      ExportCommand.class,
      PullCommand.class,
      ImportCommand.class,
      InspectCommand.class,
      VerifyCommand.class,
      ChatCommand.class,
      GenerateCommand.class,
      ExplainCommand.class,
      AttentionCommand.class,
      NeighboursCommand.class,
      ReplayCommand.class,
      TokenizeCommand.class,
      RenderCommand.class,
      LogitsCommand.class,
      PerplexityCommand.class,
      ApkCommand.class,
      BenchCommand.class,
      TrainerVerbs.BenchTrain.class,
      BenchModelCommand.class,
      HelpCommand.class
    })
public final class EmberCommand implements Callable<Integer> {
  static final String DEBUG = "--debug";

  private final InputStream in;
  private final EngineSource engines;
  private final Path home;
  private final Map<String, String> environment;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Option(
      names = {DEBUG, "--stacktrace"},
      scope = ScopeType.INHERIT,
      description = "On failure print where in the program it happened.")
  private boolean debug;

  /**
   * The tool with its surroundings.
   *
   * @param in standard input
   * @param home the repository's root
   */
  EmberCommand(InputStream in, EngineSource engines, Path home) {
    this(in, engines, home, System.getenv());
  }

  /**
   * The same with variables of the environment.
   *
   * @param environment where {@code pull} looks for the hub, the token and the cache
   */
  EmberCommand(InputStream in, EngineSource engines, Path home, Map<String, String> environment) {
    this.in = in;
    this.engines = engines;
    this.home = home;
    this.environment = Map.copyOf(environment);
  }

  public static void main(String[] arguments) {
    Path home = Path.of(System.getProperty("ember.home", "."));
    CommandLine tool =
        commandLine(new EmberCommand(System.in, new ModelEngines(), home))
            .setOut(utf8(FileDescriptor.out))
            .setErr(utf8(FileDescriptor.err));
    int code = heard(tool.execute(arguments), tool);
    tool.getErr().flush();
    System.exit(code);
  }

  /** The exit code; another where it says that all is done but what was printed went nowhere. */
  static int heard(int code, CommandLine tool) {
    if (tool.getOut().checkError() && code == CommandLine.ExitCode.OK) {
      tool.getErr().println("ember: standard output could not be written");
      return CommandLine.ExitCode.SOFTWARE;
    }
    return code;
  }

  /** The tool ready to {@code execute}, in this process. */
  static CommandLine commandLine(EmberCommand command) {
    CommandLine tool = new CommandLine(command);
    tool.setCaseInsensitiveEnumValuesAllowed(true);
    tool.setUsageHelpAutoWidth(true);
    TrainerVerb.acceptAllOptions(tool);
    FailureReport failures = new FailureReport(command);
    tool.setExecutionStrategy(FailureReport::run);
    tool.setExecutionExceptionHandler(failures);
    tool.setParameterExceptionHandler(failures);
    return tool;
  }

  @Override
  public Integer call() {
    throw new ParameterException(spec.commandLine(), "which command? ember --help lists them");
  }

  InputStream in() {
    return in;
  }

  EngineSource engines() {
    return engines;
  }

  /** Whether standard input may be a person's terminal; a test's never is. */
  boolean interactive() {
    return in == System.in;
  }

  /** The repository's root. */
  Path home() {
    return home;
  }

  Map<String, String> environment() {
    return environment;
  }

  /** The model that ships with the repository and with the app: {@code models/README.md}. */
  Path builtInModel() throws IOException {
    return home.resolve("models").resolve(BuildFacts.read().builtInModel()).resolve("model.ember");
  }

  boolean debug() {
    return debug;
  }

  private static PrintWriter utf8(FileDescriptor descriptor) {
    return new PrintWriter(
        new OutputStreamWriter(new FileOutputStream(descriptor), StandardCharsets.UTF_8), false);
  }
}
