package dev.ember.converter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ember.converter.cli.Tool.Run;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public final class ChatCommandTest {
  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Test
  public void chat_withoutATerminal_printsTheAnswersAlone() {
    Run run = tool("Hello!", "Fine.").input("Hi\nHow are you?\n").run("chat");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).isEqualToNormalizingNewlines("Hello!\nFine.\n");
    assertThat(run.err()).isEmpty();
  }

  @Test
  public void chat_quitInTheInput_answersNothingAfterIt() {
    Run run = tool("Hello!", "Fine.").input("Hi\n/quit\nHow are you?\n").run("chat");

    assertThat(run.out()).isEqualToNormalizingNewlines("Hello!\n");
  }

  @Test
  public void chat_commandsInTheInput_speakOnStandardError() {
    Run run = tool("Hello!").input("/params\nHi").run("chat", "--seed", "5", "--top-k", "3");

    assertThat(run.out()).isEqualToNormalizingNewlines("Hello!\n");
    assertThat(run.err()).contains("top-k=3").contains("seed=5");
  }

  @Test
  public void chat_system_isReadFirst() {
    ScriptedEngine model = new ScriptedEngine(folder.getRoot().toPath(), "Ahoy!");

    Tool.withEngine(model).input("Hi").run("chat", "--system", "Talk like a pirate.");

    assertThat(model.prompt()).startsWith("<|im_start|>system\nTalk like a pirate.<|im_end|>\n");
  }

  @Test
  public void chat_noInput_endsAtOnce() {
    Run run = tool("Hello!").input("").run("chat");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).isEmpty();
  }

  @Test
  public void chat_temperatureOutOfRange_isWrongUsage() {
    Run run = tool("Hello!").input("Hi").run("chat", "--temperature", "9");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("expected --temperature from 0.0 to 2.0 but found 9.0");
  }

  @Test
  public void chat_end_closesTheModel() {
    ScriptedEngine model = new ScriptedEngine(folder.getRoot().toPath(), "Hello!");

    Tool.withEngine(model).input("Hi").run("chat");

    assertThat(model.backend().isClosed()).isTrue();
  }

  private Tool tool(String... answers) {
    return Tool.withEngine(new ScriptedEngine(folder.getRoot().toPath(), answers));
  }
}
