package dev.ember.converter.cli.option;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ember.converter.cli.ScriptedEngine;
import dev.ember.inference.Engine;
import java.io.IOException;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import picocli.CommandLine;

/** What guessing does to an answer is {@code LookaheadTest}'s. */
public final class GuessArgumentTest {
  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Test
  public void over_unlessAsked_isTheEngineItself() throws IOException {
    try (Engine engine = engine()) {
      assertThat(parsed().over(engine)).isSameAs(engine);
    }
  }

  @Test
  public void over_asked_isOneThatGuessesOnTheSameBackend() throws IOException {
    try (Engine engine = engine()) {
      Engine guessing = parsed("--guess").over(engine);

      assertThat(engine.guesses()).isFalse();
      assertThat(guessing.guesses()).isTrue();
      assertThat(guessing.backend()).isSameAs(engine.backend());
    }
  }

  private Engine engine() throws IOException {
    return new ScriptedEngine(folder.getRoot().toPath(), "yes").open();
  }

  private static GuessArgument parsed(String... words) {
    GuessArgument argument = new GuessArgument();
    new CommandLine(new Command(argument)).parseArgs(words);
    return argument;
  }

  @CommandLine.Command
  private static final class Command {
    @CommandLine.Mixin private final GuessArgument guess;

    Command(GuessArgument guess) {
      this.guess = guess;
    }
  }
}
