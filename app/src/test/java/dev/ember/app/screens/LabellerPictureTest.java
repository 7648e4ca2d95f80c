package dev.ember.app.screens;

import android.widget.EditText;
import dev.ember.app.R;
import dev.ember.app.inside.page.InsideScreen;
import dev.ember.app.inside.page.InsideText;
import dev.ember.app.main.MainActivity;
import dev.ember.inference.backend.FakeBackend;
import dev.ember.inference.bundle.SmallTokenizer;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.annotation.Config;
import org.robolectric.annotation.GraphicsMode;

/** The labeller, as {@link ScreenshotTest} has the chats. */
@RunWith(RobolectricTestRunner.class)
@GraphicsMode(GraphicsMode.Mode.NATIVE)
@Config(application = ScriptedApp.class, sdk = 35, qualifiers = ScreenshotTest.PHONE)
public final class LabellerPictureTest extends SixStyles {
  /** What {@link #tour} takes. */
  static final Set<String> ALL = Set.of("labeller", "labeller-chosen", "labeller-failed");

  private static final String[] ANSWERS = {
    "Once a lamp stood in a dark room. It was shy and spoke only at night. One evening a child"
        + " asked its name, and the lamp said: Light.",
    "A lamp can talk. The lamp is a lamp. It can talk.",
    "Rain is water that falls from clouds.",
    "Rain is when the sky is wet, and then it is not.",
  };

  private static final String QUESTION = "Tell me a story about a lamp that can talk.";

  @Override
  void tour(String style) throws IOException {
    Gallery gallery = new Gallery(style);
    speak();
    screen.launch();
    screen.with(
        activity -> ((MainActivity) activity).openInside(InsideScreen.LABELLER, InsideText.NONE));
    screen.settle();
    write(QUESTION);
    gallery.take(screen, "labeller");
    screen.click(R.id.labeller_first_better);
    screen.click(R.id.labeller_equal);
    screen.click(R.id.labeller_skip);
    gallery.take(screen, "labeller-chosen");
    screen
        .app()
        .model(
            () -> {
              throw new FileNotFoundException("models/ember-tiny.ember: no such file");
            });
    screen.with(activity -> screen.app().scope().engine().relieveMemory());
    write(QUESTION);
    gallery.take(screen, "labeller-failed");
    gallery.close(ALL);
  }

  private void write(String question) {
    screen.with(
        activity -> ((EditText) activity.findViewById(R.id.inside_field)).setText(question));
    screen.settle();
    screen.click(R.id.labeller_write);
  }

  private void speak() {
    FakeBackend backend = new FakeBackend(ScriptedModel.config());
    int[] place = {0, 0}; // answer, byte
    backend.script(
        tokens -> {
          byte[] answer = ANSWERS[place[0] % ANSWERS.length].getBytes(StandardCharsets.UTF_8);
          if (place[1] == answer.length) {
            place[0]++;
            place[1] = 0;
            return SmallTokenizer.IM_END;
          }
          return answer[place[1]++];
        });
    screen.app().model(() -> ScriptedModel.engine(backend));
  }
}
