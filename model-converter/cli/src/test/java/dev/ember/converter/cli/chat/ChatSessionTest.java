package dev.ember.converter.cli.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ember.converter.cli.ScriptedEngine;
import dev.ember.converter.cli.option.GenerationArguments;
import dev.ember.inference.Engine;
import dev.ember.inference.sample.SamplingOptions;
import java.io.IOException;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public final class ChatSessionTest {
  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private final RecordingScreen screen = new RecordingScreen();

  @SuppressWarnings("NullAway.Init") // set by session()
  private ScriptedEngine model;

  @Test
  public void enter_message_showsTheAnswer() throws IOException {
    ChatSession session = session("Hello, 世界!");

    assertThat(session.enter("Hi")).isTrue();

    assertThat(screen.answers()).containsExactly("Hello, 世界!");
    assertThat(screen.notes()).isEmpty();
  }

  @Test
  public void enter_secondMessage_readsTheWholeChat() throws IOException {
    ChatSession session = session("Hello!", "Fine.");

    session.enter("Hi");
    session.enter("How are you?");

    assertThat(screen.answers()).containsExactly("Hello!", "Fine.");
    assertThat(model.prompt())
        .isEqualTo(
            """
            <|im_start|>user
            Hi<|im_end|>
            <|im_start|>assistant
            Hello!<|im_end|>
            <|im_start|>user
            How are you?<|im_end|>
            <|im_start|>assistant
            """);
  }

  @Test
  public void enter_blankLine_asksNothing() throws IOException {
    ChatSession session = session("Hello!");

    assertThat(session.enter("  ")).isTrue();

    assertThat(screen.answers()).isEmpty();
    assertThat(model.backend().decodedTokens()).isZero();
  }

  @Test
  public void enter_quit_endsTheChat() throws IOException {
    assertThat(session().enter("/quit")).isFalse();
  }

  @Test
  public void enter_unknownCommand_pointsToHelp() throws IOException {
    assertThat(session().enter("/hlep me")).isTrue();

    assertThat(screen.notes()).containsExactly("unknown command /hlep; /help lists the commands");
  }

  @Test
  public void enter_help_namesEveryCommand() throws IOException {
    session().enter("/help");

    for (String word : new String[] {"/help", "/system", "/params", "/reset", "/stats", "/quit"}) {
      assertThat(screen.notes()).anyMatch(line -> line.startsWith(word));
    }
  }

  @Test
  public void enter_system_isReadBeforeTheChat() throws IOException {
    ChatSession session = session("Ahoy!");

    session.enter("/system Talk like a pirate.");
    session.enter("Hi");

    assertThat(screen.notes()).containsExactly("system prompt: Talk like a pirate.");
    assertThat(model.prompt()).startsWith("<|im_start|>system\nTalk like a pirate.<|im_end|>\n");
  }

  @Test
  public void enter_systemOff_removesIt() throws IOException {
    ChatSession session = session("Ahoy!");

    session.enter("/system Talk like a pirate.");
    session.enter("/system off");
    session.enter("Hi");

    assertThat(screen.notes()).last().isEqualTo("no system prompt");
    assertThat(model.prompt()).startsWith("<|im_start|>user\n");
  }

  @Test
  public void enter_params_showsAndChangesThem() throws IOException {
    ChatSession session = session("Hello!");

    session.enter("/params max-tokens=2 top-k=7");
    session.enter("Hi");

    assertThat(screen.notes().get(0)).contains("top-k=7").contains("max-tokens=2");
    assertThat(screen.answers()).containsExactly("He");
    assertThat(screen.notes().get(1)).startsWith("[cut off after 2 tokens;");
  }

  @Test
  public void enter_paramsWithABadValue_saysWhatIsExpectedAndChangesNothing() throws IOException {
    ChatSession session = session();

    session.enter("/params temperature=9");
    session.enter("/params heat=1");
    session.enter("/params top-k=x");
    session.enter("/params warm");
    session.enter("/params");

    assertThat(screen.notes().get(0))
        .isEqualTo("expected temperature from 0.0 to 2.0 but found 9.0");
    assertThat(screen.notes().get(1)).contains("heat");
    assertThat(screen.notes().get(2)).contains("top-k").contains("x");
    assertThat(screen.notes().get(3)).isEqualTo("expected NAME=VALUE but found warm");
    assertThat(screen.notes().get(4)).startsWith("temperature=0.0 top-k=0 ");
  }

  @Test
  public void enter_reset_forgetsTheChatAndKeepsTheSystemPrompt() throws IOException {
    ChatSession session = session("Hello!");

    session.enter("/system Be brief.");
    session.enter("Hi");
    session.enter("/reset");
    session.enter("Again");

    assertThat(model.prompt())
        .isEqualTo(
            """
            <|im_start|>system
            Be brief.<|im_end|>
            <|im_start|>user
            Again<|im_end|>
            <|im_start|>assistant
            """);
  }

  @Test
  public void enter_stats_countsTheLastAnswerAndAll() throws IOException {
    ChatSession session = session("Hello!", "Fine.");

    session.enter("/stats");
    session.enter("Hi");
    session.enter("More");
    session.enter("/stats");

    assertThat(screen.notes().get(0)).isEqualTo("no answer yet");
    assertThat(screen.notes().get(1)).contains("wrote 5").contains("kept from before");
    assertThat(screen.notes().get(2)).startsWith("2 in all").contains("wrote 11");
  }

  @Test
  public void cancel_duringAnAnswer_keepsWhatCameInTheHistory() throws IOException {
    ChatSession session = session("Hello!", "Fine.");
    screen.onDelta(session::cancel);

    session.enter("Hi");
    screen.onDelta(() -> {});
    session.enter("More");

    assertThat(screen.answers()).containsExactly("H", "Fine.");
    assertThat(screen.notes()).containsExactly("[stopped]");
    assertThat(model.prompt()).contains("assistant\nH<|im_end|>");
  }

  @Test
  public void cancel_beforeTheFirstWord_forgetsTheQuestion() throws IOException {
    ChatSession session = session("Hello!");
    model.backend().beforePrefill(call -> session.cancel());

    session.enter("Hi");
    model.backend().beforePrefill(call -> {});
    session.enter("Again");

    assertThat(screen.answers()).containsExactly("", "Hello!");
    assertThat(model.prompt()).doesNotContain("Hi<|im_end|>");
  }

  @Test
  public void enter_runtimeFails_saysSoAndGoesOn() throws IOException {
    ChatSession session = session("Hello!");
    model.backend().failAtDecode(2);

    session.enter("Hi");
    session.enter("Hi");

    assertThat(screen.notes())
        .singleElement()
        .asString()
        .startsWith("no answer: fake: decode failed");
    assertThat(screen.answers()).last().isEqualTo("Hello!");
  }

  @Test
  public void enter_longChat_saysThatTheOldestMessagesAreGone() throws IOException {
    ChatSession session = session("One.", "Two.", "Three.", "Four.");
    String long100 = "x".repeat(100);

    for (int turn = 0; turn < 4; turn++) {
      session.enter(long100);
    }

    assertThat(screen.notes())
        .anyMatch(line -> line.startsWith("[the oldest ") && line.contains("512 tokens"));
  }

  @Test
  public void enter_messageLongerThanTheWindow_saysSoAndForgetsIt() throws IOException {
    ChatSession session = session("Hello!");

    session.enter("x".repeat(ScriptedEngine.CONTEXT));
    session.enter("Hi");

    assertThat(screen.notes())
        .containsExactly("[the message does not fit the model's window of 512 tokens]");
    assertThat(screen.answers()).last().isEqualTo("Hello!");
  }

  @Test
  public void title_namesTheModelAndWhatRunsIt() throws IOException {
    assertThat(session().title()).isEqualTo("Small on fake, scripted");
  }

  private ChatSession session(String... answers) throws IOException {
    model = new ScriptedEngine(folder.getRoot().toPath(), answers);
    Engine engine = model.open();
    return new ChatSession(
        engine, "", GenerationArguments.defaults(SamplingOptions.GREEDY), screen);
  }
}
