package dev.ember.app.screens;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ember.app.R;
import dev.ember.app.inside.meaning.NamedWords;
import dev.ember.app.inside.page.InsideScreen;
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
  static final Set<String> ALL =
      Set.of("meaning", "meaning-sum", "meaning-empty", "meaning-working", "meaning-failed");

  /** Of 40 words, with a font of 200 % too. */
  private static final int NAMED = 28;

  /** A phone that lies has less height for the map, but more width. */
  private static final int NAMED_LYING = 34;

  private static final String ENGLISH = "mother";

  @Override
  void tour(String style) throws IOException {
    Gallery gallery = new Gallery(style);
    launchToLookInside(style);
    openBehindAChat(InsideScreen.MEANING, text(style, ENGLISH));
    gallery.take(screen, "meaning-working");
    takeMemory();
    gallery.take(screen, "meaning-failed");
    screen.click(R.id.inside_again);
    gallery.take(screen, "meaning");
    int named = screen.read(NamedWords::on);
    assertThat(named)
        .as("words that have their name")
        .isGreaterThanOrEqualTo(style.equals("landscape") ? NAMED_LYING : NAMED);
    screen.scrollTo(R.id.meaning_scroll, R.id.sum_board);
    gallery.take(screen, "meaning-sum");
    screen.click(R.id.inside_clear);
    screen.with(activity -> activity.findViewById(R.id.meaning_scroll).scrollTo(0, 0));
    gallery.take(screen, "meaning-empty");
    gallery.close(ALL);
  }
}
