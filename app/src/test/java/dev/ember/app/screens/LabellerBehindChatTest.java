package dev.ember.app.screens;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import android.app.Activity;
import android.view.View;
import android.widget.EditText;
import android.widget.TextView;
import dev.ember.app.R;
import dev.ember.app.data.ChatRepository;
import dev.ember.app.data.MessageEntity;
import dev.ember.app.data.MessageStatus;
import dev.ember.app.inside.page.InsideScreen;
import dev.ember.app.inside.page.InsideText;
import dev.ember.app.main.MainActivity;
import dev.ember.inference.backend.FakeBackend;
import dev.ember.inference.bundle.SmallTokenizer;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.annotation.Config;

/** The labeller and a chat want the same model: the chat has it first. */
@RunWith(RobolectricTestRunner.class)
@Config(application = ScriptedApp.class, sdk = 35, qualifiers = ScreenshotTest.PHONE)
public final class LabellerBehindChatTest {
  private static final String ASKED = "Tell me of the lamp";
  private static final String CHAT_ANSWER = "A chat says so.";
  private static final String FIRST = "The lamp is lit.";
  private static final String SECOND = "No lamp here.";

  /** Behind it, and the end of its line, begins the answer. */
  private static final String ASSISTANT = "assistant";

  /** In the middle of any of these. */
  private static final int PAUSE_AFTER = 6;

  @Rule public final ScreenRule screen = new ScreenRule();

  private final FakeBackend words = new FakeBackend(ScriptedModel.config());
  private final PausingBackend model = new PausingBackend(words);

  /** Each answer that was written to its end. */
  private final List<String> written = new ArrayList<>(); // inference thread

  private long chat;

  @Before
  public void openLabeller() {
    words.script(this::next);
    screen.app().model(() -> ScriptedModel.engine(model));
    chat = screen.stored(ChatRepository::createChat);
    screen.launch();
    screen.with(
        activity -> ((MainActivity) activity).openInside(InsideScreen.LABELLER, InsideText.NONE));
    screen.with(activity -> activity.<EditText>findViewById(R.id.inside_field).setText(ASKED));
    screen.settle();
  }

  @After
  public void release() {
    model.goOn();
  }

  /** What follows a rendered chat and the beginning of its answer; bytes are tokens. */
  private int next(int[] tokens) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int token : tokens) {
      if (token < SmallTokenizer.IM_START) {
        bytes.write(token);
      }
    }
    String text = new String(bytes.toByteArray(), UTF_8);
    String said =
        text.substring(text.lastIndexOf(ASSISTANT) + ASSISTANT.length()).replace("\n", "");
    String answer = !text.contains(ASKED) ? CHAT_ANSWER : written.contains(FIRST) ? SECOND : FIRST;
    if (said.length() == answer.length()) {
      written.add(answer);
      return SmallTokenizer.IM_END;
    }
    return answer.charAt(said.length());
  }

  @Test
  public void write_whileAChatIsAnswered_waitsAndSaysSo() {
    model.pauseAfter(PAUSE_AFTER);
    ask();
    screen.settleAround(model::stands);
    write();
    screen.redraw();
    assertThat(text(R.id.labeller_status)).isEqualTo("Waiting: a chat is answered first.");
    assertThat(text(R.id.labeller_first)).isEmpty();

    model.goOn();
    screen.settleAround(this::canChoose);
    requireAll(CHAT_ANSWER, FIRST, SECOND);
  }

  @Test
  public void chat_askedWhileAnAnswerIsWritten_isAnsweredFirstAndTheAnswerAfterIt() {
    model.pauseAfter(PAUSE_AFTER);
    write();
    screen.settleAround(model::stands);
    assertThat(text(R.id.labeller_status)).startsWith("Writing the first answer");
    ask();
    screen.with(activity -> model.goOn());
    screen.settleAround(this::canChoose);
    requireAll(CHAT_ANSWER, FIRST, SECOND);
  }

  /** Each was written to its end once, in this order, and is where it belongs. */
  private void requireAll(String... inOrder) {
    assertThat(written).containsExactly(inOrder);
    assertThat(text(R.id.labeller_first)).isEqualTo(FIRST);
    assertThat(text(R.id.labeller_second)).isEqualTo(SECOND);
    List<MessageEntity> messages = screen.stored(chats -> chats.messages(chat));
    MessageEntity answer = messages.get(messages.size() - 1);
    assertThat(answer.body()).isEqualTo(CHAT_ANSWER);
    assertThat(answer.status()).isEqualTo(MessageStatus.COMPLETE);
  }

  private void ask() {
    screen.with(activity -> assertThat(screen.app().scope().engine().send(chat, "Why?")).isTrue());
  }

  private void write() {
    screen.with(activity -> activity.findViewById(R.id.labeller_write).performClick());
  }

  private boolean canChoose() {
    return screen.read(LabellerBehindChatTest::verdicts);
  }

  private static boolean verdicts(Activity activity) {
    return activity.findViewById(R.id.labeller_verdicts).getVisibility() == View.VISIBLE;
  }

  private String text(int id) {
    return screen.read(activity -> activity.<TextView>findViewById(id).getText().toString());
  }
}
