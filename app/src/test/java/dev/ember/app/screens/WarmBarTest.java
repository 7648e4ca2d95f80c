package dev.ember.app.screens;

import static org.assertj.core.api.Assertions.assertThat;

import android.view.View;
import android.widget.TextView;
import dev.ember.app.R;
import dev.ember.app.health.Warmth;
import dev.ember.inference.backend.FakeBackend;
import dev.ember.inference.bundle.SmallTokenizer;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.annotation.Config;

/** What a chat says while the phone is warm. */
@RunWith(RobolectricTestRunner.class)
@Config(application = ScriptedApp.class, sdk = 35, qualifiers = ScreenshotTest.PHONE)
public final class WarmBarTest {
  private static final String ANSWER = "I am a small lamp.";
  private static final int HALF = 6;

  @Rule public final ScreenRule screen = new ScreenRule();

  private final FakeBackend words = new FakeBackend(ScriptedModel.config());
  private final PausingBackend backend = new PausingBackend(words);

  @Before
  public void script() {
    words.answer(SmallTokenizer.answer(ANSWER));
    screen.app().nanoClock(backend::nanos);
    screen.app().model(() -> ScriptedModel.engine(backend));
    Samples.write(screen);
    screen.launchChat();
  }

  @After
  public void goOn() {
    backend.goOn();
  }

  @Test
  public void answer_onAWarmPhone_isSaidToBeSlowerAsLongAsItIsWritten() {
    screen.app().warmth(Warmth.Level.WARM);
    answerHalf();
    assertThat(said()).isEqualTo("Slower now: the phone is warm");

    backend.goOn();
    screen.settle();
    assertThat(said()).as("nothing is written, so nothing is slower").isEmpty();
  }

  @Test
  public void answer_onACoolPhone_saysNothing() {
    screen.app().warmth(Warmth.Level.COOL);
    answerHalf();
    assertThat(said()).isEmpty();
  }

  @Test
  public void phone_coolsDown_theNextAnswerIsNotSaidToBeSlower() {
    screen.app().warmth(Warmth.Level.HOT);
    screen.send("Who are you?");
    screen.settle();
    screen.app().warmth(Warmth.Level.COOL);
    screen.send("And what do you do all day, from morning to night?");
    screen.settle(); // the phone is asked every two seconds: this answer hears of it

    answerHalf();
    assertThat(said()).isEmpty();
  }

  private void answerHalf() {
    backend.pauseAfter(HALF);
    screen.send("Who are you?");
    screen.settleAround(backend::stands);
  }

  private String said() {
    return screen.read(
        activity -> {
          View bar = activity.findViewById(R.id.warm_bar);
          TextView words = bar.findViewById(R.id.bar_text);
          return bar.isShown() ? words.getText().toString() : "";
        });
  }
}
