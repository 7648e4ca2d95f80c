package dev.ember.app.journey;

import static androidx.test.espresso.matcher.ViewMatchers.withId;

import dev.ember.app.R;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.annotation.Config;

/** The lessons in Chinese, on a model that has no pieces for Chinese. */
@RunWith(RobolectricTestRunner.class)
@Config(sdk = 35, qualifiers = "zh-rCN-w411dp-h891dp-xhdpi")
public final class ChineseLessonsTest {
  @Rule public final AppDriver app = new AppDriver();

  /** What such a model makes of bytes teaches nothing: so each lesson offers an English text. */
  @Test
  public void everyLesson_ofAModelWithoutChinese_offersAnEnglishTextThatShowsSomething() {
    new LessonTries(app).tryAll(this::takeTheEnglishText);
  }

  private void takeTheEnglishText() {
    app.see(withId(R.id.inside_han));
    app.click(withId(R.id.inside_han_example));
    app.seeNot(withId(R.id.inside_han));
  }
}
