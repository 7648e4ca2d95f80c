package dev.ember.app.screens;

import dev.ember.app.R;
import dev.ember.app.inside.page.InsideScreen;
import dev.ember.app.inside.page.InsideText;
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
  static final Set<String> ALL =
      Set.of(
          "labeller", "labeller-chosen", "labeller-empty", "labeller-working", "labeller-failed");

  private static final String[] ANSWERS = {
    "Once a lamp stood in a dark room. It was shy and spoke only at night. One evening a child"
        + " asked its name, and the lamp said: Light.",
    "A lamp can talk. The lamp is a lamp. It can talk.",
    "Rain is water that falls from clouds.",
    "Rain is when the sky is wet, and then it is not.",
  };

  private static final String QUESTION = "Tell me a story about a lamp that can talk.";

  private static final String[] CHINESE_ANSWERS = {
    "从前有一盏灯，它很害羞，只在夜里说话。一个孩子问它叫什么，它说：“光。”", "灯会说话。灯就是灯。它会说话。", "雨是从云里落下来的水。", "下雨的时候天是湿的，后来就不湿了。",
  };

  private static final String CHINESE_QUESTION = "讲一个会说话的灯的故事。";

  private String[] answers = ANSWERS;
  private String question = QUESTION;
  private final FakeBackend words = new FakeBackend(ScriptedModel.config());
  private final PausingBackend backend = new PausingBackend(words);

  @Override
  void tour(String style) throws IOException {
    Gallery gallery = new Gallery(style);
    if (isChinese(style)) {
      answers = CHINESE_ANSWERS;
      question = CHINESE_QUESTION;
    }
    speak();
    launchToLookInside(style);
    open(InsideScreen.LABELLER, InsideText.NONE);
    gallery.take(screen, "labeller-empty");
    takeWork(gallery);
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
    type(question);
    screen.click(R.id.labeller_write);
    gallery.take(screen, "labeller-failed");
    gallery.close(ALL);
  }

  /** In the middle of the second answer. */
  private void takeWork(Gallery gallery) throws IOException {
    backend.pauseAfter(bytes(0).length + bytes(1).length / 2);
    type(question);
    screen.with(activity -> activity.findViewById(R.id.labeller_write).performClick());
    screen.settleAround(backend::stands);
    gallery.take(screen, "labeller-working");
    backend.goOn();
    screen.settle();
  }

  private byte[] bytes(int answer) {
    return answers[answer].getBytes(StandardCharsets.UTF_8);
  }

  private void speak() {
    int[] place = {0, 0}; // answer, byte
    words.script(
        tokens -> {
          byte[] answer = bytes(place[0] % answers.length);
          if (place[1] == answer.length) {
            place[0]++;
            place[1] = 0;
            return SmallTokenizer.IM_END;
          }
          return answer[place[1]++] & 0xff;
        });
    screen.app().model(() -> ScriptedModel.engine(backend));
  }
}
