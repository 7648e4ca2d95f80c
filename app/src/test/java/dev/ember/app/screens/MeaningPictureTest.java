package dev.ember.app.screens;

import dev.ember.app.R;
import dev.ember.app.inside.page.InsideScreen;
import dev.ember.app.inside.page.InsideText;
import dev.ember.app.main.MainActivity;
import java.io.IOException;
import java.util.Set;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.annotation.Config;
import org.robolectric.annotation.GraphicsMode;

/** Meaning as direction, as {@link ScreenshotTest} has the chats. */
@RunWith(RobolectricTestRunner.class)
@GraphicsMode(GraphicsMode.Mode.NATIVE)
@Config(application = ScriptedApp.class, sdk = 35, qualifiers = ScreenshotTest.PHONE)
public final class MeaningPictureTest extends SixStyles {
  /** What {@link #tour} takes. */
  static final Set<String> ALL = Set.of("meaning", "meaning-sum", "meaning-empty");

  @Override
  void tour(String style) throws IOException {
    Gallery gallery = new Gallery(style);
    screen.launch();
    screen.with(
        activity -> ((MainActivity) activity).openInside(InsideScreen.MEANING, InsideText.NONE));
    screen.settle();
    gallery.take(screen, "meaning");
    screen.scrollTo(R.id.meaning_scroll, R.id.sum_board);
    gallery.take(screen, "meaning-sum");
    screen.click(R.id.inside_clear);
    screen.with(activity -> activity.findViewById(R.id.meaning_scroll).scrollTo(0, 0));
    gallery.take(screen, "meaning-empty");
    gallery.close(ALL);
  }
}
