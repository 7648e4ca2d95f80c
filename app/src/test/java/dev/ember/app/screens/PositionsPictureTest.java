package dev.ember.app.screens;

import android.graphics.Rect;
import android.view.View;
import android.widget.ScrollView;
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

/** How the model knows the order of words, as {@link ScreenshotTest} has the chats. */
@RunWith(RobolectricTestRunner.class)
@GraphicsMode(GraphicsMode.Mode.NATIVE)
@Config(application = ScriptedApp.class, sdk = 35, qualifiers = ScreenshotTest.PHONE)
public final class PositionsPictureTest {
  /** What {@link #tour} takes. */
  static final Set<String> ALL =
      Set.of("positions", "positions-turning", "positions-waves", "positions-empty");

  @Rule public final ScreenRule screen = new ScreenRule();

  @Test
  public void positions_light() throws IOException {
    tour("light");
  }

  @Test
  @Config(qualifiers = "+night")
  public void positions_dark() throws IOException {
    tour("dark");
  }

  @Test
  @Config(qualifiers = ScreenshotTest.CHINESE)
  public void positions_chinese() throws IOException {
    tour("chinese");
  }

  @Test
  public void positions_largeFont() throws IOException {
    RuntimeEnvironment.setFontScale(ScreenshotTest.LARGE_FONT);
    tour("font-200");
  }

  @Test
  @Config(qualifiers = ScreenshotTest.LYING)
  public void positions_landscape() throws IOException {
    tour("landscape");
  }

  @Test
  @Config(qualifiers = ScreenshotTest.TABLET)
  public void positions_tablet() throws IOException {
    tour("tablet");
  }

  private void tour(String style) throws IOException {
    Gallery gallery = new Gallery(style);
    screen.launch();
    screen.with(
        activity -> ((MainActivity) activity).openInside(InsideScreen.POSITIONS, InsideText.NONE));
    screen.settle();
    gallery.take(screen, "positions");
    scrollTo(R.id.place_card);
    gallery.take(screen, "positions-turning");
    scrollTo(R.id.waves_card);
    gallery.take(screen, "positions-waves");
    screen.click(R.id.inside_clear);
    screen.with(activity -> activity.findViewById(R.id.positions_scroll).scrollTo(0, 0));
    gallery.take(screen, "positions-empty");
    gallery.close(ALL);
  }

  private void scrollTo(int id) {
    screen.with(
        activity -> {
          ScrollView page = activity.findViewById(R.id.positions_scroll);
          View target = activity.findViewById(id);
          Rect place = new Rect();
          target.getDrawingRect(place);
          page.offsetDescendantRectToMyCoords(target, place);
          page.scrollTo(0, place.top);
        });
    screen.settle();
  }
}
