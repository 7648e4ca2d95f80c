package dev.ember.app.screens;

import dev.ember.app.R;
import dev.ember.app.inside.page.InsideScreen;
import java.io.IOException;
import java.util.Set;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.annotation.Config;
import org.robolectric.annotation.GraphicsMode;

/** How the model knows the order of words, as {@link ScreenshotTest} has the chats. */
@RunWith(RobolectricTestRunner.class)
@GraphicsMode(GraphicsMode.Mode.NATIVE)
@Config(application = ScriptedApp.class, sdk = 35, qualifiers = ScreenshotTest.PHONE)
public final class PositionsPictureTest extends SixStyles {
  /** What {@link #tour} takes. */
  static final Set<String> ALL =
      Set.of(
          "positions",
          "positions-turning",
          "positions-waves",
          "positions-empty",
          "positions-working",
          "positions-failed");

  /** More words than the tokens that can be looked at. */
  private static final String LONG = "The dog saw a man. ".repeat(40);

  private static final String LONG_CHINESE = "狗看见了一个人。".repeat(40);

  private static final String ENGLISH = "The dog bit the man because the";

  @Override
  void tour(String style) throws IOException {
    Gallery gallery = new Gallery(style);
    launchToLookInside(style);
    openBehindAChat(InsideScreen.POSITIONS, text(style, ENGLISH));
    gallery.take(screen, "positions-working");
    screen.with(activity -> screen.app().scope().lab().chatIsAnswered(false));
    screen.settle();
    gallery.take(screen, "positions");
    screen.scrollTo(R.id.positions_scroll, R.id.place_card);
    gallery.take(screen, "positions-turning");
    screen.scrollTo(R.id.positions_scroll, R.id.waves_card);
    gallery.take(screen, "positions-waves");
    screen.click(R.id.inside_clear);
    screen.with(activity -> activity.findViewById(R.id.positions_scroll).scrollTo(0, 0));
    gallery.take(screen, "positions-empty");
    type(isChinese(style) ? LONG_CHINESE : LONG);
    gallery.take(screen, "positions-failed");
    gallery.close(ALL);
  }
}
