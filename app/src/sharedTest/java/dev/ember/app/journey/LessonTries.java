package dev.ember.app.journey;

import static androidx.test.espresso.action.ViewActions.scrollTo;
import static androidx.test.espresso.matcher.ViewMatchers.hasMinimumChildCount;
import static androidx.test.espresso.matcher.ViewMatchers.isDescendantOfA;
import static androidx.test.espresso.matcher.ViewMatchers.isEnabled;
import static androidx.test.espresso.matcher.ViewMatchers.withId;
import static androidx.test.espresso.matcher.ViewMatchers.withText;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.not;

import android.view.View;
import dev.ember.app.R;
import dev.ember.app.inside.lessons.Lesson;
import java.util.List;
import org.hamcrest.Matcher;

/** What each lesson ends in, tried one after another on the model that the app brings along. */
final class LessonTries {
  /** What every lesson's screen has once it has looked, in the order of the lessons. */
  private static final List<Matcher<View>> SHOWN =
      List.of(
          allOf(withId(R.id.token_flow), hasMinimumChildCount(3)),
          allOf(withId(R.id.near_rows), hasMinimumChildCount(3)),
          allOf(withId(R.id.order_after_rows), hasMinimumChildCount(3)),
          withId(R.id.attention_map),
          withId(R.id.attention_map),
          allOf(withId(R.id.step_candidates), hasMinimumChildCount(3)),
          allOf(withId(R.id.step_candidates), hasMinimumChildCount(3)),
          allOf(withId(R.id.window_messages), hasMinimumChildCount(5)),
          allOf(withId(R.id.stage_answer), not(withText(""))),
          allOf(withId(R.id.labeller_first), not(withText(""))));

  /** Which tab says what each layer would say next. */
  private static final int LENS = 1;

  private final AppDriver app;

  LessonTries(AppDriver app) {
    this.app = app;
  }

  /** Where a lesson leads; null: a window on a chat, which has no line to type in. */
  private static final List<Integer> FIELDS =
      List.of(
          R.string.lesson_token_try_text,
          R.string.lesson_vector_try_text,
          R.string.lesson_position_try_text,
          R.string.lesson_attention_try_text,
          R.string.lesson_heads_try_text,
          R.string.lesson_next_word_try_text,
          R.string.lesson_temperature_try_text,
          0,
          R.string.lesson_pretraining_try_text,
          R.string.lesson_tuning_try_text);

  /** Each opens its screen with its words, and something is seen there. */
  void tryAll(Runnable atTheScreen) {
    for (Lesson lesson : Lesson.values()) {
      app.onActivity(activity -> activity.openLesson(lesson.ordinal()));
      app.scrollAndClick(withId(R.id.lesson_try));
      int words = FIELDS.get(lesson.ordinal());
      if (words != 0) {
        app.see(allOf(withId(R.id.inside_field), withText(words)));
        atTheScreen.run();
      }
      begin(lesson);
      look(lesson);
      app.pressBack();
      app.scrollTo(allOf(withId(R.id.lesson_title), withText(lesson.title())));
      app.pressBack();
    }
  }

  /** What no lesson ends on: why an answer of the model has its words. */
  void tryWhy(String question) {
    app.newChat();
    app.send(question);
    app.watchAnswer();
    app.click(allOf(withId(R.id.why), isDescendantOfA(withId(R.id.actions))));
    app.seeInDialog(allOf(withId(R.id.why_verdict), not(withText(""))));
  }

  /** Two screens do nothing before they are asked. */
  private void begin(Lesson lesson) {
    if (lesson == Lesson.PRETRAINING) {
      app.click(withId(R.id.stages_ask));
    } else if (lesson == Lesson.TUNING) {
      app.click(allOf(withId(R.id.labeller_write), isEnabled()));
    }
  }

  private void look(Lesson lesson) {
    Matcher<View> shown = SHOWN.get(lesson.ordinal());
    if (lesson == Lesson.TUNING) {
      app.see(withId(R.id.labeller_verdicts));
      app.see(shown);
    } else {
      app.perform(shown, scrollTo());
    }
    if (lesson == Lesson.HEADS) {
      AttentionJourneyTest.openTab(app, LENS);
      app.perform(allOf(withId(R.id.lens_finding), not(withText(""))), scrollTo());
      app.see(allOf(withId(R.id.lens_rows), hasMinimumChildCount(3)));
    }
  }
}
