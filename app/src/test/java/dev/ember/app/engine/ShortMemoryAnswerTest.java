package dev.ember.app.engine;

import static org.assertj.core.api.Assertions.assertThat;

import android.app.Application;
import dev.ember.app.data.MessageEntity;
import dev.ember.app.data.MessageStatus;
import dev.ember.app.testing.AppRule;
import dev.ember.app.testing.FakeModel;
import java.util.ArrayList;
import java.util.List;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.annotation.Config;

/**
 * A phone that has no more memory in the middle of an answer: the app lives, and so do its words.
 */
@RunWith(RobolectricTestRunner.class)
@Config(application = Application.class, sdk = 35)
public final class ShortMemoryAnswerTest {
  private static final int STEPS = 3;

  private final FakeModel model = new FakeModel().answers("Because.");

  @Rule public final AppRule app = new AppRule().model(model);

  private long chatId;

  @Before
  public void createChat() {
    chatId = app.newChat("A");
    app.engine().load(chatId);
    app.settle();
  }

  @Test
  public void send_memoryEndsWhileWriting_keepsItsWordsAndTheNextIsAnswered() {
    model
        .backend()
        .beforeDecode(
            done -> {
              if (done == STEPS) {
                throw shortage();
              }
            });
    send("Why?");

    assertThat(answer().status()).isEqualTo(MessageStatus.FAILED);
    assertThat(answer().body()).isEqualTo("Bec");
    assertThat(answer().tokens()).isEqualTo(STEPS);
    assertThat(answer().failure())
        .isEqualTo("fake, scripted: answering failed: there is not enough memory for it");
    model.backend().beforeDecode(done -> {});
    send("And now?");
    assertThat(answer().body()).isEqualTo("Because.");
    assertThat(answer().status()).isEqualTo(MessageStatus.COMPLETE);
  }

  @Test
  public void send_noMemoryToBegin_saysSoAndTheNextIsAnswered() {
    model.backend().beforeCache(ShortMemoryAnswerTest::fail);
    send("Why?");

    assertThat(answer().status()).isEqualTo(MessageStatus.FAILED);
    assertThat(answer().failure()).endsWith("there is not enough memory for it");
    model.backend().beforeCache(() -> {});
    send("And now?");
    assertThat(answer().body()).isEqualTo("Because.");
  }

  @Test
  public void look_noMemoryToBegin_saysSo() {
    List<ModelState.Failed> failures = new ArrayList<>();
    model.backend().beforeCache(ShortMemoryAnswerTest::fail);
    app.engine()
        .look(
            chatId,
            new AnswerLook() {
              @Override
              public void look(Sight sight) {
                throw new AssertionError("there is nothing to look with");
              }

              @Override
              public void failed(ModelState.Failed failure) {
                failures.add(failure);
              }
            });
    app.settle();
    assertThat(failures)
        .extracting(ModelState.Failed::fault)
        .containsExactly(ModelState.Fault.RUNTIME);
  }

  private void send(String question) {
    assertThat(app.engine().send(chatId, question)).isTrue();
    app.settle();
  }

  private MessageEntity answer() {
    return app.newestMessage(chatId);
  }

  private static void fail() {
    throw shortage();
  }

  private static OutOfMemoryError shortage() {
    return new OutOfMemoryError("as the test wants");
  }
}
