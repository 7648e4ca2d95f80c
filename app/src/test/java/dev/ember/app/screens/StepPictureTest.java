package dev.ember.app.screens;

import static org.assertj.core.api.Assertions.assertThat;

import android.widget.LinearLayout;
import dev.ember.app.R;
import dev.ember.app.inside.page.InsideScreen;
import dev.ember.app.inside.page.InsideText;
import dev.ember.app.main.MainActivity;
import java.io.IOException;
import java.util.Set;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.RuntimeEnvironment;
import org.robolectric.annotation.Config;
import org.robolectric.annotation.GraphicsMode;

/** One token at a time, as {@link ScreenshotTest} has the chats. */
@RunWith(RobolectricTestRunner.class)
@GraphicsMode(GraphicsMode.Mode.NATIVE)
@Config(application = ScriptedApp.class, sdk = 35, qualifiers = ScreenshotTest.PHONE)
public final class StepPictureTest {
  /** What {@link #tour} takes. */
  static final Set<String> ALL = Set.of("step", "step-chosen");

  @Rule public final ScreenRule screen = new ScreenRule();

  @Test
  public void step_light() throws IOException {
    tour("light");
  }

  @Test
  @Config(qualifiers = "+night")
  public void step_dark() throws IOException {
    tour("dark");
  }

  @Test
  @Config(qualifiers = ScreenshotTest.CHINESE)
  public void step_chinese() throws IOException {
    tour("chinese");
  }

  @Test
  public void step_largeFont() throws IOException {
    RuntimeEnvironment.setFontScale(ScreenshotTest.LARGE_FONT);
    tour("font-200");
  }

  @Test
  @Config(qualifiers = ScreenshotTest.LYING)
  public void step_landscape() throws IOException {
    tour("landscape");
  }

  @Test
  @Config(qualifiers = ScreenshotTest.TABLET)
  public void step_tablet() throws IOException {
    tour("tablet");
  }

  private void tour(String style) throws IOException {
    Gallery gallery = new Gallery(style);
    screen.app().model(WordModel::engine);
    screen.launch();
    screen.with(
        activity ->
            ((MainActivity) activity)
                .openInside(InsideScreen.ONE_TOKEN, InsideText.of("This morning 8")));
    screen.settle();
    gallery.take(screen, "step");
    screen.click(R.id.step_forward);
    LinearLayout rows = screen.read(activity -> activity.findViewById(R.id.step_candidates));
    assertThat(rows.getChildCount()).isGreaterThan(5);
    screen.with(activity -> rows.getChildAt(1).performClick());
    screen.settle();
    gallery.take(screen, "step-chosen");
    gallery.close(ALL);
  }
}
