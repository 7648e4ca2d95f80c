package dev.ember.app.screens;

import static org.assertj.core.api.Assertions.assertThat;

import android.view.View;
import android.widget.TextView;
import androidx.annotation.AttrRes;
import com.google.android.material.color.MaterialColors;
import dev.ember.app.R;
import dev.ember.app.data.AnswerCost;
import dev.ember.app.data.AnswerEnd;
import dev.ember.app.data.MessageStatus;
import dev.ember.app.data.WhenFull;
import dev.ember.inference.backend.FakeBackend;
import dev.ember.inference.decode.FinishReason;
import java.util.Collections;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.annotation.Config;

/** How full the window is, as a chat says it by words, colour and sign. */
@RunWith(RobolectricTestRunner.class)
@Config(
    application = ScriptedApp.class,
    sdk = {26, 35},
    qualifiers = ScreenshotTest.PHONE)
public final class MeterTest {
  private static final int WRITTEN = 4;
  private static final String LONG = String.join(" ", Collections.nCopies(75, "word"));

  @Rule public final ScreenRule screen = new ScreenRule();

  @Before
  public void script() {
    FakeBackend backend = new FakeBackend(ScriptedModel.config());
    screen.app().model(() -> ScriptedModel.engine(backend));
  }

  @Test
  public void meter_belowThreeQuarters_isCalm() {
    openWith(383, FinishReason.STOP);
    assertThat(meter()).isEqualTo("383 / 512 tokens");
    assertThat(spoken()).isEqualTo("383 of 512 tokens used, 74 per cent");
    assertColor(com.google.android.material.R.attr.colorOnSurfaceVariant);
    assertThat(shown(R.id.ring)).isTrue();
    assertThat(shown(R.id.ring_full)).isFalse();
  }

  @Test
  public void meter_fromThreeQuarters_isACaution() {
    openWith(384, FinishReason.STOP);
    assertThat(meter()).isEqualTo("384 / 512 tokens");
    assertThat(spoken()).isEqualTo("384 of 512 tokens used, 75 per cent");
    assertColor(R.attr.emberCaution);
    assertThat(shown(R.id.ring)).isTrue();
    assertThat(shown(R.id.ring_full)).isFalse();
  }

  @Test
  public void meter_full_saysSoByWordAndSign() {
    openWith(512, FinishReason.CONTEXT_FULL);
    assertThat(meter()).isEqualTo("512 / 512 tokens, window full");
    assertThat(spoken()).isEqualTo("512 of 512 tokens used, window full");
    assertColor(androidx.appcompat.R.attr.colorError);
    assertThat(shown(R.id.ring)).isFalse();
    assertThat(shown(R.id.ring_full)).isTrue();
  }

  @Test
  public void meter_belowACardThatTheWindowIsFull_saysWhatTheCardSays() {
    openWith(383, FinishReason.STOP);
    screen.send(LONG);
    screen.settle();
    assertThat(text(R.id.full_title)).isEqualTo("The window is full");
    assertThat(meter()).endsWith(" / 512 tokens, window full");
    int wanted = Integer.parseInt(meter().substring(0, meter().indexOf(' ')));
    assertThat(wanted).as("both questions with room for an answer").isBetween(513, 1024);
    assertColor(androidx.appcompat.R.attr.colorError);
    assertThat(shown(R.id.ring_full)).isTrue();

    screen.click(R.id.meter_block);
    TextView inSheet = screen.dialog().findViewById(R.id.window_used);
    assertThat(inSheet.getText().toString()).isEqualTo(meter());
  }

  /** A chat whose last answer left so many tokens in the window. */
  private void openWith(int used, FinishReason reason) {
    AnswerCost cost = new AnswerCost(reason, used - WRITTEN, 0, 120_000_000L, 277_000_000L);
    screen.stored(
        chats -> {
          long chat = chats.createChat();
          chats
              .turns()
              .finish(
                  Samples.ask(chats, chat, LONG),
                  new AnswerEnd(MessageStatus.COMPLETE, "Yes.", WRITTEN, cost, null, null));
          chats.setWhenFull(chat, WhenFull.STOP);
          return chat;
        });
    screen.launchChat();
  }

  private String meter() {
    return text(R.id.meter);
  }

  private String text(int id) {
    TextView view = screen.read(activity -> activity.findViewById(id));
    return view.getText().toString();
  }

  private String spoken() {
    View meter = screen.read(activity -> activity.findViewById(R.id.meter));
    return String.valueOf(meter.getContentDescription());
  }

  private void assertColor(@AttrRes int role) {
    TextView meter = screen.read(activity -> activity.findViewById(R.id.meter));
    assertThat(meter.getCurrentTextColor()).isEqualTo(MaterialColors.getColor(meter, role));
  }

  private boolean shown(int id) {
    return screen.read(activity -> activity.findViewById(id).isShown());
  }
}
