package dev.ember.app.screens;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ember.app.R;
import dev.ember.app.chat.ChatFragment;
import dev.ember.inference.backend.FakeBackend;
import dev.ember.inference.bundle.SmallTokenizer;
import java.util.List;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.annotation.Config;

/** Two windows show one chat: a file beside its question goes along once, with one of them. */
@RunWith(RobolectricTestRunner.class)
@Config(application = ScriptedApp.class, sdk = 35, qualifiers = ScreenshotTest.PHONE)
public final class TwoWindowsTest {
  private static final String TEXT = "The lamp needs oil.";

  @Rule public final WindowRule window = new WindowRule();

  private final ScreenRule screen = window.screen();

  @Before
  public void start() {
    FakeBackend words = new FakeBackend(ScriptedModel.config());
    words.answer(SmallTokenizer.answer("Oil."));
    screen.app().model(() -> ScriptedModel.engine(words));
  }

  @Test
  public void files_ofTwoWindowsOfAChat_goWithTheirOwnQuestions() {
    ChatFragment chat = window.openKept("");
    WindowRule second = another(chat);
    window.attach("The lamp needs oil.");
    screen.settle();
    second.attach("And a wick.");
    screen.settle();

    window.send("What does it need?");
    screen.settle();
    assertThat(window.bodies(chat).get(0))
        .contains("The lamp needs oil.")
        .doesNotContain("And a wick.");
    assertThat(second.fileText()).contains("11");
    second.recreate();
    screen.settle();
    assertThat(second.fileText()).as("as the chat has it").contains("11");
    second.close();
  }

  @Test
  public void file_sentByOneWindow_isNotQuotedByTheOther() {
    ChatFragment chat = window.openKept("");
    window.attach(TEXT);
    screen.settle();
    WindowRule second = another(chat);
    window.send("What does it need?");
    screen.settle();
    assertThat(second.fileText()).as("until it asks").contains("19");

    second.send("And at night?");
    screen.settle();
    List<String> bodies = window.bodies(chat);
    assertThat(bodies).contains("And at night?");
    assertThat(bodies).filteredOn(body -> body.contains(TEXT)).hasSize(1);
    assertThat(second.hasFile()).isFalse();
    second.close();
  }

  @Test
  public void file_replacedInOneWindow_isSeenInTheOtherBeforeItGoesAlong() {
    ChatFragment chat = window.openKept("");
    window.attach(TEXT);
    screen.settle();
    WindowRule second = another(chat);
    window.attach("And a wick.");
    screen.settle();
    assertThat(second.fileText()).as("until it asks").contains("19");

    second.send("What does it need?");
    screen.settle();
    assertThat(window.bodies(chat)).isEmpty();
    assertThat(second.fileText()).contains("11");
    assertThat(second.text(R.id.field)).isEqualTo("What does it need?");
    second.click(R.id.send);
    assertThat(window.bodies(chat).get(0)).contains("And a wick.").doesNotContain(TEXT);
    second.close();
  }

  @Test
  public void file_letGoOfInOneWindow_isGoneWhenTheOtherComesToTheFront() {
    ChatFragment chat = window.openKept("");
    window.attach(TEXT);
    screen.settle();
    WindowRule second = another(chat);
    assertThat(second.hasFile()).isTrue();

    window.removeFile();
    second.leaveAndReturn();
    assertThat(second.hasFile()).isFalse();
    second.close();
  }

  /** One more window, which shows the same chat. */
  private WindowRule another(ChatFragment chat) {
    WindowRule second = WindowRule.another();
    second.get().openChat(chat.chatId());
    screen.settle();
    return second;
  }
}
