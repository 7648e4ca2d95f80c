package dev.ember.app.journey;

import static androidx.test.espresso.matcher.ViewMatchers.withId;

import dev.ember.app.R;
import java.io.IOException;
import java.nio.file.Path;
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
}
