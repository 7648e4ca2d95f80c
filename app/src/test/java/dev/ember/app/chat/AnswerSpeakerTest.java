package dev.ember.app.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.robolectric.Shadows.shadowOf;

import android.app.Application;
import android.content.Context;
import android.view.View;
import android.view.accessibility.AccessibilityManager;
import androidx.test.core.app.ApplicationProvider;
import dev.ember.app.data.MessageStatus;
import dev.ember.app.engine.AnswerPhase;
import java.util.ArrayList;
import java.util.List;
import org.junit.Before;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.annotation.Config;

/** Which answers are read out, and which were there before. */
@RunWith(RobolectricTestRunner.class)
@Config(application = Application.class, sdk = 35)
public final class AnswerSpeakerTest {
  private static final ChatItem FIRST = answer(2, "An old one.");
  private static final ChatItem OTHER = answer(3, "Another one.");
  private static final ChatItem WINDOW_FULL = new ChatItem.WindowFull(5, "why", true, true);
  private static final ChatItem NOT_SAVED = new ChatItem.NotSaved("disk full");

  private final RecordingView view = new RecordingView(ApplicationProvider.getApplicationContext());
  private AnswerSpeaker speaker;

  @Before
  public void listen() {
    Context phone = ApplicationProvider.getApplicationContext();
    shadowOf(phone.getSystemService(AccessibilityManager.class)).setEnabled(true);
    speaker = new AnswerSpeaker(view);
    speaker.hear(false, List.of(OTHER));
    speaker.hear(true, List.of(OTHER));
  }

  @Test
  public void answer_wholeAtOnce_isReadOut() {
    speaker.hear(false, List.of(OTHER, answer(5, "A new one.")));
    assertThat(view.spoken).contains("A new one.").doesNotContain("Another one.");
  }

  @Test
  public void alternative_chosenAfterTheWindowWasFull_isNotReadOut() {
    speaker.hear(false, List.of(OTHER, WINDOW_FULL));
    speaker.hear(false, List.of(FIRST));
    assertThat(view.spoken).isEmpty();
  }

  @Test
  public void alternative_chosenAfterAQuestionWasRefused_isNotReadOut() {
    speaker.hear(true, List.of(OTHER, NOT_SAVED));
    speaker.hear(false, List.of(OTHER, NOT_SAVED));
    speaker.hear(false, List.of(FIRST));
    assertThat(view.spoken).isEmpty();
  }

  @Test
  public void answer_afterAWindowThatWasFull_isReadOut() {
    speaker.hear(false, List.of(OTHER, WINDOW_FULL));
    speaker.hear(true, List.of(OTHER, WINDOW_FULL));
    speaker.hear(false, List.of(OTHER, WINDOW_FULL, answer(7, "A new one.")));
    assertThat(view.spoken).contains("A new one.");
  }

  private static ChatItem answer(long id, String text) {
    return new ChatItem.Answer(
        id,
        text,
        MessageStatus.COMPLETE,
        new AnswerPhase.Idle(),
        null,
        3,
        null,
        true,
        false,
        Branching.ONLY,
        false,
        List.of(),
        null);
  }

  /** Remembers what is said. */
  private static final class RecordingView extends View {
    private final List<String> spoken = new ArrayList<>();

    RecordingView(Context context) {
      super(context);
    }

    @Override
    public void announceForAccessibility(CharSequence text) {
      spoken.add(text.toString());
    }
  }
}
