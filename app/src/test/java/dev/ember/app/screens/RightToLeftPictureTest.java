package dev.ember.app.screens;

import android.animation.ValueAnimator;
import android.os.SystemClock;
import dev.ember.app.R;
import dev.ember.inference.backend.FakeBackend;
import java.io.IOException;
import java.util.Set;
import java.util.TimeZone;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.annotation.Config;
import org.robolectric.annotation.GraphicsMode;

/**
 * How the app looks in a language that is written from right to left, of which it has no words:
 * those of {@link RightToLeftTest} that are worth looking at.
 */
@RunWith(RobolectricTestRunner.class)
@GraphicsMode(GraphicsMode.Mode.NATIVE)
@Config(application = ScriptedApp.class, sdk = 35, qualifiers = RightToLeftTest.MIRRORED)
public final class RightToLeftPictureTest {
  /** What it takes, in one style. */
  static final Set<String> ALL = Set.of("mirrored-list", "mirrored-chat", "mirrored-settings");

  /** What the names of its pictures end in. */
  static final String STYLE = "right-to-left";

  @Rule public final ScreenRule screen = new ScreenRule().pictured();

  @Test
  public void screens_rightToLeft() throws IOException {
    TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
    ValueAnimator.setDurationScale(0); // the cursor pulses
    SystemClock.setCurrentTimeMillis(Samples.NOW_MS);
    screen.app().clock(() -> Samples.NOW_MS);
    FakeBackend backend = new FakeBackend(ScriptedModel.config());
    screen.app().model(() -> ScriptedModel.engine(backend));
    Gallery gallery = new Gallery(STYLE);
    Samples.write(screen);
    screen.launch();
    gallery.take(screen, "mirrored-list");
    screen.with(activity -> activity.findViewById(R.id.chat_row).performClick());
    screen.settle();
    gallery.take(screen, "mirrored-chat");
    screen.click(R.id.back);
    screen.click(R.id.nav_models);
    screen.click(R.id.open_settings);
    gallery.take(screen, "mirrored-settings");
    gallery.close(ALL);
  }
}
