package dev.ember.app.screens;

import static org.assertj.core.api.Assertions.assertThat;

import android.widget.EditText;
import android.widget.TextView;
import dev.ember.app.R;
import dev.ember.app.data.ChatRepository;
import dev.ember.app.data.MessageEntity;
import dev.ember.app.engine.LoadRisk;
import dev.ember.app.engine.RiskyLoadException;
import dev.ember.app.inside.page.InsideScreen;
import dev.ember.app.inside.page.InsideText;
import dev.ember.app.inside.why.WhySheet;
import dev.ember.app.main.MainActivity;
import dev.ember.app.settings.SettingsPage;
import dev.ember.app.widget.ByteSize;
import dev.ember.inference.Engine;
import dev.ember.inference.backend.FakeBackend;
import dev.ember.inference.bundle.SmallTokenizer;
import java.io.IOException;
import java.util.List;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.annotation.Config;

/** A model whose load is a risk, on the screens that do not ask whether to take it. */
@RunWith(RobolectricTestRunner.class)
@Config(application = ScriptedApp.class, sdk = 35, qualifiers = ScreenshotTest.PHONE)
public final class RiskyLoadTest {
  @Rule public final ScreenRule screen = new ScreenRule();

  private final FakeBackend backend = new FakeBackend(ScriptedModel.config());
  private boolean risky = true;

  @Before
  public void script() {
    backend.answer(SmallTokenizer.answer("It is dust."));
    screen.app().model(this::open);
  }

  private Engine open() throws IOException {
    if (risky) {
      throw new RiskyLoadException(new LoadRisk.LittleMemory(2, 1, 32), "expected 2 but found 1");
    }
    return ScriptedModel.engine(backend);
  }

  @Test
  public void oneToken_saysWhereItIsAsked() {
    open(InsideScreen.ONE_TOKEN);
    type("This");
    assertThat(text(R.id.step_count)).isEqualTo(words());
  }

  @Test
  public void labeller_saysWhereItIsAsked() {
    open(InsideScreen.LABELLER);
    type("Tell me of the dog");
    screen.click(R.id.labeller_write);
    assertThat(text(R.id.labeller_failed_title))
        .isEqualTo(
            screen
                .app()
                .getString(
                    R.string.load_failed_memory,
                    ByteSize.text(screen.app(), 2),
                    ByteSize.text(screen.app(), 1)));
    assertThat(text(R.id.labeller_failed_detail)).isEqualTo(words());
  }

  @Test
  public void benchmark_saysWhereItIsAsked() {
    screen.launch();
    screen.with(activity -> ((MainActivity) activity).open(SettingsPage.BENCHMARK));
    screen.settle();
    screen.click(R.id.benchmark_start);
    assertThat(text(R.id.benchmark_body)).isEqualTo(words());
  }

  @Test
  public void why_saysWhereItIsAskedAndLooksAgain() {
    risky = false;
    long chat = screen.stored(ChatRepository::createChat);
    screen.launch();
    screen.with(activity -> ((MainActivity) activity).openChat(chat));
    screen.settle();
    screen.send("Why?");
    screen.settle();
    risky = true;
    screen.with(activity -> screen.app().scope().engine().relieveMemory());
    screen.settle();

    List<MessageEntity> messages = screen.stored(chats -> chats.messages(chat));
    WhySheet sheet = WhySheet.of(chat, messages.get(messages.size() - 1).id(), 0);
    screen.with(
        activity -> sheet.show(((MainActivity) activity).getSupportFragmentManager(), null));
    screen.settle();
    assertThat(inSheet(R.id.why_fault_words)).isEqualTo(words());

    risky = false; // it was loaded in a chat meanwhile
    screen.with(activity -> screen.dialog().findViewById(R.id.why_again).performClick());
    screen.settle();
    assertThat(screen.dialog().findViewById(R.id.why_result).isShown()).isTrue();
  }

  private void open(InsideScreen page) {
    screen.launch();
    screen.with(activity -> ((MainActivity) activity).openInside(page, InsideText.NONE));
    screen.settle();
  }

  private void type(String text) {
    screen.with(activity -> ((EditText) activity.findViewById(R.id.inside_field)).setText(text));
    screen.settle();
  }

  private String words() {
    return screen.app().getString(R.string.load_ask_in_chat);
  }

  private String text(int id) {
    return screen.read(activity -> ((TextView) activity.findViewById(id)).getText().toString());
  }

  private String inSheet(int id) {
    return screen.dialog().<TextView>findViewById(id).getText().toString();
  }
}
