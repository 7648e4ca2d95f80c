package dev.ember.app.screens;

import static org.assertj.core.api.Assertions.assertThat;

import android.os.SystemClock;
import dev.ember.app.R;
import dev.ember.inference.backend.FakeBackend;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.RuntimeEnvironment;
import org.robolectric.annotation.Config;
import org.robolectric.annotation.GraphicsMode;

/** Paints the pages beside the chats as {@link ScreenshotTest} paints those, and finds cut text. */
@RunWith(RobolectricTestRunner.class)
@GraphicsMode(GraphicsMode.Mode.NATIVE)
@Config(application = ScriptedApp.class, sdk = 35, qualifiers = "w411dp-h891dp-xhdpi")
public final class PagesPictureTest {
  private static final Path FOLDER =
      Path.of(System.getProperty("ember.screenshots", "target/screenshots"));
  private static final long MOST_BYTES = 220_000;
  private static final int FEWEST_COLORS = 20;
  private static final float LARGE_FONT = 2;

  @Rule public final ScreenRule screen = new ScreenRule();
  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Before
  public void loadModel() {
    SystemClock.setCurrentTimeMillis(Samples.NOW_MS);
    FakeBackend backend = new FakeBackend(ScriptedModel.config());
    screen.app().model(() -> ScriptedModel.engine(backend));
  }

  @Test
  public void pages_light() throws IOException {
    paintAll("light");
  }

  @Test
  @Config(qualifiers = "+night")
  public void pages_dark() throws IOException {
    paintAll("dark");
  }

  @Test
  @Config(qualifiers = "zh-rCN-w411dp-h891dp-xhdpi")
  public void pages_chinese() throws IOException {
    paintAll("chinese");
  }

  @Test
  public void pages_largeFont() throws IOException {
    RuntimeEnvironment.setFontScale(LARGE_FONT);
    paintAll("font-200");
  }

  private void paintAll(String style) throws IOException {
    ModelSamples.write(screen, folder.newFolder().toPath());
    screen.launch();
    screen.click(R.id.nav_models);
    paint("models", style);
    screen.click(R.id.model_row);
    paint("model-details", style);
    screen.click(R.id.page_back);
  }

  private void paint(String name, String style) throws IOException {
    screen.with(activity -> Picture.coverWithBars(activity.getWindow().getDecorView()));
    screen.settle();
    Picture picture = screen.read(activity -> Picture.of(activity, null));
    Path file = FOLDER.resolve(name + "-" + style + ".png");
    picture.write(file);
    assertThat(picture.colors()).as(name).isGreaterThan(FEWEST_COLORS);
    assertThat(Files.size(file)).as(name).isLessThan(MOST_BYTES);
    List<String> clipped =
        screen.read(activity -> ClippedText.find(activity.findViewById(R.id.screen)));
    assertThat(clipped).as(name).isEmpty();
  }
}
