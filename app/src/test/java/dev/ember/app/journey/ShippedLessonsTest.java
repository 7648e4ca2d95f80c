package dev.ember.app.journey;

import static androidx.test.espresso.matcher.ViewMatchers.withId;
import static org.assertj.core.api.Assertions.assertThat;

import android.widget.TextView;
import dev.ember.app.R;
import dev.ember.app.inside.page.InsideScreen;
import dev.ember.app.inside.page.InsideText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.annotation.Config;

/** The lessons on the model that ships, which has pieces for both languages. */
@RunWith(RobolectricTestRunner.class)
@Config(sdk = 35, qualifiers = "w411dp-h891dp-xhdpi")
public final class ShippedLessonsTest {
  @Rule public final AppDriver app = new AppDriver();

  @Before
  public void takeIn() throws IOException {
    TakenIn.asDefault(Path.of(System.getProperty("ember.built-in")));
  }

  @Test
  public void everyLesson_tried_showsSomethingOfItsWords() {
    new LessonTries(app).tryAll(() -> app.seeNot(withId(R.id.inside_han)));
  }

  @Test
  @Config(qualifiers = "zh-rCN-w411dp-h891dp-xhdpi")
  public void everyLesson_triedInChinese_showsSomethingOfItsWords() {
    new LessonTries(app).tryAll(() -> app.seeNot(withId(R.id.inside_han)));
  }

  @Test
  public void answerOfIt_askedWhyItHasItsWords_says() {
    new LessonTries(app).tryWhy("Tell me a story about a cat.");
  }

  @Test
  @Config(qualifiers = "zh-rCN-w411dp-h891dp-xhdpi")
  public void screenWithoutAText_inChinese_beginsWithAChineseOneThatTheModelKnows() {
    for (InsideScreen screen :
        List.of(
            InsideScreen.TOKENS,
            InsideScreen.ATTENTION,
            InsideScreen.MEANING,
            InsideScreen.POSITIONS)) {
      app.onActivity(activity -> activity.openInside(screen, InsideText.NONE));
      String first =
          app.read(
              activity -> activity.<TextView>findViewById(R.id.inside_field).getText().toString());
      assertThat(first).containsPattern("\\p{IsHan}").doesNotContainPattern("\\p{IsLatin}");
      app.seeNot(withId(R.id.inside_han));
      app.pressBack();
    }
  }
}
