package dev.ember.app.inside.step;

import static org.assertj.core.api.Assertions.assertThat;

import android.app.Application;
import androidx.lifecycle.SavedStateHandle;
import dev.ember.app.data.MessageEntity;
import dev.ember.app.data.MessageStatus;
import dev.ember.app.inside.page.InsideText;
import dev.ember.app.testing.AppRule;
import dev.ember.app.testing.Awaited;
import dev.ember.app.testing.SmallEngine;
import dev.ember.app.testing.ThinkingModel;
import dev.ember.inference.backend.FakeBackend;
import dev.ember.inference.bundle.SmallBundle;
import dev.ember.inference.bundle.SmallModel;
import dev.ember.inference.bundle.SmallTokenizer;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.annotation.Config;

/** How much the model reads for a step, and for whom it reads first. */
@RunWith(RobolectricTestRunner.class)
@Config(application = Application.class, sdk = 35)
public final class StepModelTest {
  private static final int CONTEXT = 128;
  private static final int LONGEST = 12;
  private static final int PLACE = 3;

  private final FakeBackend model = new FakeBackend(SmallModel.config(CONTEXT, true));

  @Rule
  public final AppRule app =
      new AppRule()
          .model(
              () ->
                  new SmallEngine("Small", SmallBundle.CHAT_TEMPLATE, ThinkingModel.SAMPLING, 1)
                      .over(model, SmallTokenizer.create()));

  private long chatId;
  private StepModel steps;

  @Before
  public void answer() {
    model.bytesPerCache(1);
    model.answer('b', 'e', 'c', 'a', 'u', 's', 'e', SmallTokenizer.IM_END);
    chatId = ThinkingModel.answer(app, LONGEST);
    steps = new StepModel(app.scope(), new SavedStateHandle());
  }

  private void calm() {
    app.settle(); // read
    Awaited.barrier(app.scope().executors().inside()); // drawn
    app.settle(); // shown
  }

  private StepState state() {
    return Objects.requireNonNull(steps.state().getValue(), "state");
  }

  /** The tokens that the model has read since {@code before}. */
  private int readSince(int before) {
    return read() - before;
  }

  private int read() {
    return model.prefilledTokens() + model.decodedTokens();
  }

  private void begin(String text) {
    steps.begin("", text);
    calm();
    assertThat(state().phase()).isEqualTo(StepState.Phase.READY);
  }

  private void beginAtThePlace() {
    steps.beginAt(InsideText.ofPlace(chatId, app.newestMessage(chatId).id(), PLACE));
    calm();
    assertThat(state().phase()).isEqualTo(StepState.Phase.READY);
    assertThat(state().shownRun().grown().text()).isEqualTo("bec");
  }

  private void forward() {
    steps.forward();
    calm();
  }

  @Test
  public void place_ofAnAnswer_readsOneTokenAndEachStepOneMore() {
    int before = read();
    beginAtThePlace();
    assertThat(readSince(before)).as("the answer's cache has the rest").isEqualTo(1);
    for (int step = 1; step <= 3; step++) {
      before = read();
      forward();
      assertThat(state().shownRun().grown().tokens()).hasSize(PLACE + step);
      assertThat(readSince(before)).isEqualTo(1);
    }
    before = read();
    steps.back();
    calm();
    assertThat(readSince(before)).isEqualTo(1);
  }

  @Test
  public void twoTexts_eachReadsItsTokenAlone() {
    beginAtThePlace();
    int before = read();
    steps.two(true);
    calm();
    assertThat(readSince(before)).as("it stands where the first does").isZero();
    forward();
    assertThat(readSince(before)).isEqualTo(2);
  }

  @Test
  public void typedText_growsByOneAndLeavesTheChatItsCache() {
    begin("Hi");
    int before = read();
    forward();
    assertThat(readSince(before)).isEqualTo(1);

    before = read();
    assertThat(app.engine().send(chatId, "And?")).isTrue();
    app.settle();
    MessageEntity answer = app.newestMessage(chatId);
    int prompt =
        app.onDisk(() -> app.repository().traces().of(answer.id())).get(0).replay().prompt().size();
    assertThat(readSince(before)).isPositive().isLessThan(prompt);
  }

  @Test
  public void chatThatAsksMeanwhile_isAnsweredFirst() throws InterruptedException {
    CountDownLatch reading = new CountDownLatch(1);
    CountDownLatch asked = new CountDownLatch(1);
    model.beforePrefill(
        call -> {
          reading.countDown();
          try {
            asked.await();
          } catch (InterruptedException e) {
            throw new AssertionError("nobody interrupts the model", e);
          }
        });
    steps.begin("", "Once upon a time there was a");
    reading.await();
    assertThat(app.engine().send(chatId, "And?")).isTrue();
    asked.countDown();
    calm();
    assertThat(app.newestMessage(chatId).status()).isEqualTo(MessageStatus.COMPLETE);
    assertThat(state().phase()).isEqualTo(StepState.Phase.READING);

    app.advance(1_000);
    calm();
    assertThat(state().phase()).isEqualTo(StepState.Phase.READY);
    assertThat(state().runs()).extracting(StepState.Run::tokens).isEqualTo(List.of(28));
  }
}
