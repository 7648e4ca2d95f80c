package dev.ember.converter.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * A stage of training: starts the trainer as a process of its own and passes on what was typed. The
 * options are the trainer's alone, which answers {@code --help} too.
 */
@Command(footer = "%nIts options are told by the trainer: ember ${COMMAND-NAME} --help")
abstract class TrainerVerb implements Callable<Integer> {
  @Parameters(arity = "0..*", paramLabel = "OPTIONS", description = "As the trainer takes them.")
  private List<String> arguments = new ArrayList<>();

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Override
  public final Integer call() throws IOException, InterruptedException {
    return TrainerProcess.prepare(words()).runInheriting();
  }

  /** The verb and all that was typed behind it. */
  final List<String> words() {
    List<String> words = new ArrayList<>();
    words.add(spec.name());
    if (((EmberCommand) spec.root().userObject()).debug()) { // taken from among the arguments
      words.add(EmberCommand.DEBUG);
    }
    words.addAll(arguments);
    return words;
  }

  /** Lets every such verb among the commands of a tool take options that only the trainer knows. */
  static void acceptAllOptions(CommandLine tool) {
    for (CommandLine command : tool.getSubcommands().values()) {
      if (command.getCommand() instanceof TrainerVerb) {
        command.setUnmatchedOptionsArePositionalParams(true);
      }
    }
  }
}
