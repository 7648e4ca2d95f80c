package dev.ember.app.screens;

import static org.assertj.core.api.Assertions.assertThat;

import android.view.View;
import android.widget.TextView;
import dev.ember.app.R;
import dev.ember.app.inside.lab.Lab;
import dev.ember.app.inside.page.InsideScreen;
import dev.ember.app.inside.page.InsideText;
import dev.ember.app.main.MainActivity;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.annotation.Config;
import org.robolectric.annotation.GraphicsMode;

/** Where the model looks, while it cannot look yet. */
@RunWith(RobolectricTestRunner.class)
@GraphicsMode(GraphicsMode.Mode.NATIVE)
@Config(application = ScriptedApp.class, sdk = 35, qualifiers = ScreenshotTest.PHONE)
public final class AttentionScreenTest {
  @Rule public final ScreenRule screen = new ScreenRule();

  private boolean isShown(int id) {
    return screen.read(
        activity -> {
          View view = activity.findViewById(id);
          return view != null && view.isShown();
        });
  }

  private String text(int id) {
    return screen.read(activity -> ((TextView) activity.findViewById(id)).getText().toString());
  }

  @Test
  public void look_behindAChat_saysSoAndCanBeStoppedAndTakenUpAgain() {
    screen.launch();
    Lab lab = screen.app().scope().lab();
    screen.with(activity -> lab.chatIsAnswered(true));
    screen.with(
        activity ->
            ((MainActivity) activity)
                .openInside(InsideScreen.ATTENTION, InsideText.of("the lamp")));
    screen.redraw();
    assertThat(text(R.id.inside_working_words)).startsWith("Waiting until the answer is written");
    assertThat(isShown(R.id.attention_map)).isFalse();

    screen.click(R.id.inside_cancel);
    assertThat(text(R.id.inside_empty_title)).isEqualTo("Stopped");
    screen.with(activity -> lab.chatIsAnswered(false));
    screen.scenario().recreate();
    screen.settle();
    assertThat(isShown(R.id.attention_map)).isFalse();

    screen.click(R.id.inside_stopped_again);
    assertThat(isShown(R.id.attention_map)).isTrue();
    assertThat(text(R.id.attention_reading)).contains("lamp");
  }
}
