package dev.ember.app.screens;

import static org.assertj.core.api.Assertions.assertThat;

import android.view.View;
import android.widget.TextView;
import dev.ember.app.R;
import dev.ember.app.inside.page.InsideScreen;
import dev.ember.app.inside.page.InsideText;
import dev.ember.app.main.MainActivity;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.annotation.Config;

/** Looks that take long on a large model end when the reader wants no more of them. */
@RunWith(RobolectricTestRunner.class)
@Config(application = ScriptedApp.class, sdk = 35, qualifiers = ScreenshotTest.PHONE)
public final class StoppedLookTest {
  @Rule public final ScreenRule screen = new ScreenRule();

  @Test
  public void positions_stopped_stayStoppedUntilTheyAreTakenUpAgain() {
    beginBehindAChat(InsideScreen.POSITIONS, "the dog bit the man");
    stop(R.id.order_result);
    takeUpAgain(R.id.order_result);
  }

  @Test
  public void positions_stopped_anotherSentenceIsRead() {
    beginBehindAChat(InsideScreen.POSITIONS, "the dog bit the man");
    stop(R.id.order_result);
    screen.with(
        activity ->
            ((TextView) activity.findViewById(R.id.inside_field)).setText("the cat saw the dog"));
    screen.settle();
    assertThat(isShown(R.id.order_result)).isTrue();
  }

  @Test
  public void stages_stopped_stayStoppedUntilTheyAreTakenUpAgain() {
    beginBehindAChat(InsideScreen.RAISED, "Who are you?");
    askBehindAChat();
    stop(R.id.stages_result);
    takeUpAgain(R.id.stages_result);
    assertThat(isShown(R.id.stage_answer)).isTrue();
  }

  @Test
  public void stages_stopped_stayStoppedWhenAModelComes() {
    beginBehindAChat(InsideScreen.RAISED, "Who are you?");
    askBehindAChat();
    stop(R.id.stages_result);
    screen.app().scope().shelf().library().addBuiltIn(ScriptedModel.card("another"));
    screen.settle();
    assertThat(isShown(R.id.stages_result)).isFalse();
    assertThat(isShown(R.id.inside_stopped_again)).isTrue();
  }

  @Test
  public void stages_stopped_areAskedTheSameByTheirButton() {
    beginBehindAChat(InsideScreen.RAISED, "Who are you?");
    askBehindAChat();
    stop(R.id.stages_result);
    screen.click(R.id.stages_ask);
    screen.settle();
    assertThat(isShown(R.id.stage_answer)).isTrue();
  }

  private void beginBehindAChat(InsideScreen which, String text) {
    screen.launch();
    screen.with(activity -> screen.app().scope().lab().chatIsAnswered(true));
    screen.with(activity -> ((MainActivity) activity).openInside(which, InsideText.of(text)));
    screen.redraw();
  }

  private void askBehindAChat() {
    screen.with(activity -> activity.findViewById(R.id.stages_ask).performClick());
    screen.redraw();
  }

  private void stop(int result) {
    screen.click(R.id.inside_cancel);
    screen.with(activity -> screen.app().scope().lab().chatIsAnswered(false));
    screen.scenario().recreate();
    screen.settle();
    TextView title = screen.read(activity -> activity.findViewById(R.id.inside_empty_title));
    assertThat(title.getText().toString()).isEqualTo("Stopped");
    assertThat(title.isShown()).isTrue();
    assertThat(isShown(result)).isFalse();
  }

  private void takeUpAgain(int result) {
    screen.click(R.id.inside_stopped_again);
    screen.settle();
    assertThat(isShown(result)).isTrue();
    assertThat(isShown(R.id.inside_state)).isFalse();
  }

  private boolean isShown(int id) {
    return screen.read(
        activity -> {
          View view = activity.findViewById(id);
          return view != null && view.isShown();
        });
  }
}
