package dev.ember.app.engine;

import static org.assertj.core.api.Assertions.assertThat;

import android.app.Application;
import dev.ember.app.data.AnswerSettings;
import dev.ember.app.data.MessageEntity;
import dev.ember.app.data.MessageStatus;
import dev.ember.app.testing.AppRule;
import dev.ember.app.testing.DoublingTokenizer;
import dev.ember.app.testing.FakeModel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.annotation.Config;

/** A model whose tokenizer cannot take a text: the answer says so, and the app lives on. */
@RunWith(RobolectricTestRunner.class)
@Config(application = Application.class, sdk = 35)
public final class HostileTokenizerAnswerTest {
  private static final String QUESTION = DoublingTokenizer.LETTER + "hy?";

  @Rule public final AppRule app;

  private long chatId;

  public HostileTokenizerAnswerTest() throws IOException {
    app = new AppRule().model(new FakeModel().answers("Ok.").cutBy(DoublingTokenizer.create()));
  }

  @Before
  public void createChat() {
    chatId = app.newChat("A");
  }

  @Test
  public void send_textThatTheTokenizerCannotTake_failsAndTheNextIsAnswered() {
    send(QUESTION);

    assertThat(answer().status()).isEqualTo(MessageStatus.FAILED);
    assertThat(answer().failure()).startsWith("expected steps of the tokenizer that make a text");

    chatId = app.newChat("B");
    send("And now?");
    assertThat(answer().body()).isEqualTo("Ok.");
  }

  @Test
  public void fit_textThatTheTokenizerCannotTake_isTheWholeOfIt() {
    List<Integer> fits = new ArrayList<>();

    app.engine().fitText(chatId, QUESTION, AnswerSettings.NONE, fits::add);
    app.settle();

    assertThat(fits).containsExactly(QUESTION.length());
  }

  private void send(String question) {
    assertThat(app.engine().send(chatId, question)).isTrue();
    app.settle();
  }

  private MessageEntity answer() {
    return app.newestMessage(chatId);
  }
}
