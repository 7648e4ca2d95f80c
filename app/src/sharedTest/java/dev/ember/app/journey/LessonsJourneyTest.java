package dev.ember.app.journey;

import static androidx.test.espresso.matcher.ViewMatchers.withId;
import static androidx.test.espresso.matcher.ViewMatchers.withText;
import static org.hamcrest.Matchers.allOf;

import androidx.test.ext.junit.runners.AndroidJUnit4;
import dev.ember.app.R;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;

/** The ten lessons from the first to the last. */
@RunWith(AndroidJUnit4.class)
public final class LessonsJourneyTest {
  @Rule public final AppDriver app = new AppDriver();

  @Test
  public void everyLesson_tried_showsSomethingOfItsWords() {
    new LessonTries(app).tryAll(() -> app.seeNot(withId(R.id.inside_han)));
  }

  @Test
  public void lesson_open_isThereAgainAfterTheProcessDied() {
    app.onActivity(activity -> activity.openLesson(0));
    app.scrollAndClick(withId(R.id.lesson_next));
    app.see(allOf(withId(R.id.page_title), withText("Lesson 2 of 10")));
    app.dieInBackgroundAndComeBack();
    app.see(allOf(withId(R.id.page_title), withText("Lesson 2 of 10")));
    app.see(withText(R.string.lesson_vector_title));
  }
}
