package dev.ember.converter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ember.converter.cli.Tool.Run;
import java.util.Objects;
import org.junit.Test;
import picocli.CommandLine;

public final class TrainerVerbTest {

  @Test
  public void words_whateverWasTyped_arePassedOn() {
    CommandLine ember = Tool.commandLine();
    ember.parseArgs("tokenizer", "a b.txt", "--vocabulary", "300", "--out=c", "--help", "-x");

    TrainerVerb verb = Objects.requireNonNull(ember.getSubcommands().get("tokenizer")).getCommand();

    assertThat(verb.words())
        .containsExactly("tokenizer", "a b.txt", "--vocabulary", "300", "--out=c", "--help", "-x");
  }

  @Test
  public void words_debug_reachesTheTrainer() {
    CommandLine ember = Tool.commandLine();
    ember.parseArgs("tokenizer", "a.txt", "--debug", "--out=c");

    TrainerVerb verb = Objects.requireNonNull(ember.getSubcommands().get("tokenizer")).getCommand();

    assertThat(verb.words()).containsExactly("tokenizer", "--debug", "a.txt", "--out=c");
  }

  @Test
  public void verb_notBuilt_saysHowToStartIt() {
    Run run = Tool.withoutEngine().run("tokenizer", "--help");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("the trainer is not built").contains("./ember");
  }
}
