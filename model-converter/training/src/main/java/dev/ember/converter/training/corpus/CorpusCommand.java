package dev.ember.converter.training.corpus;

import dev.ember.converter.training.sources.GatherCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code ember corpus}: public files brought together, texts out of patterns. */
@Command(
    name = "corpus",
    mixinStandardHelpOptions = true,
    description = "Works on a corpus: public files, and patterns with alternatives and slots.",
    subcommands = {GatherCommand.class, ExpandCommand.class, PairsCommand.class})
public final class CorpusCommand implements Runnable {
  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        spec.commandLine(), "expected what to do with a corpus: gather, expand or pairs");
  }
}
