package dev.ember.app.journey;

import static androidx.test.espresso.action.ViewActions.scrollTo;
import static androidx.test.espresso.matcher.ViewMatchers.hasChildCount;
import static androidx.test.espresso.matcher.ViewMatchers.hasMinimumChildCount;
import static androidx.test.espresso.matcher.ViewMatchers.withId;
import static androidx.test.espresso.matcher.ViewMatchers.withText;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import android.view.ViewGroup;
import android.widget.TextView;
import androidx.test.ext.junit.runners.AndroidJUnit4;
import dev.ember.app.R;
import dev.ember.app.inside.page.InsideScreen;
import dev.ember.app.inside.page.InsideText;
import dev.ember.app.main.MainActivity;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;

/** The window: a chat as the model that the app brings along sees it. */
@RunWith(AndroidJUnit4.class)
public final class WindowJourneyTest {
  private static final String HELLO = "Hello there";

  /** Messages of the lesson's chat. */
  private static final int SAMPLE = 5;

  /** Its parts: they, and where the answer is to begin. */
  private static final int SAMPLE_PARTS = SAMPLE + 1;

  /** Of the slider: a few dozen tokens. */
  private static final float SMALL = 0.1f;

  private static final int CONTEXT_LESSON = 7;

  @Rule public final AppDriver app = new AppDriver();

  @Test
  public void window_ofAChat_hasItsMessagesWithSpecialTokens_andStaysAfterARotation() {
    app.newChat();
    app.send(HELLO);
    app.watchAnswer();
    app.chooseMore(R.id.look_inside, R.string.inside_window);
    app.see(allOf(withId(R.id.window_sum), withText(containsString(" / "))));
    app.see(allOf(withId(R.id.window_messages), hasMinimumChildCount(3)));
    app.seeNot(allOf(withId(R.id.window_who), withText("Ember"))); // whatever model it is
    app.perform(
        allOf(withId(R.id.window_prompt), withText(allOf(startsWith("<|"), containsString(HELLO)))),
        scrollTo());
    app.rotate();
    app.see(allOf(withId(R.id.window_messages), hasMinimumChildCount(3)));
    app.pressBack();
    app.see(withId(R.id.field));
  }

  @Test
  public void window_madeSmaller_theCutLineMovesAndStaysWhereTheProcessDied() {
    app.onActivity(
        activity ->
            activity.openInside(
                InsideScreen.WINDOW,
                InsideText.of(activity.getString(R.string.lesson_context_try_text))));
    app.see(allOf(withId(R.id.window_messages), hasChildCount(SAMPLE_PARTS)));
    app.seeNot(withText(R.string.cut_line));
    app.slide(withId(R.id.window_slider), SMALL);
    app.see(allOf(withId(R.id.window_messages), hasChildCount(SAMPLE_PARTS + 1))); // and the line
    int out = app.read(WindowJourneyTest::fallenOut);
    assertThat(out, greaterThan(0));
    assertThat("a question with its answer", out % 2, equalTo(0));
    app.perform(
        allOf(withId(R.id.window_prompt), withText(not(containsString("Ben")))), scrollTo());
    app.dieInBackgroundAndComeBack();
    app.see(allOf(withId(R.id.window_messages), hasChildCount(SAMPLE_PARTS + 1)));
    assertThat(app.read(WindowJourneyTest::fallenOut), equalTo(out));
    app.slide(withId(R.id.window_slider), 0);
    app.scrollTo(withId(R.id.window_unfit));
    assertThat(app.read(WindowJourneyTest::fallenOut), equalTo(SAMPLE - 1));
  }

  /** How many messages stand above the cut line; each says so, and none below it does. */
  private static int fallenOut(MainActivity activity) {
    ViewGroup rows = activity.findViewById(R.id.window_messages);
    String out = activity.getString(R.string.window_out);
    int above = 0;
    boolean cut = false;
    for (int i = 0; i < rows.getChildCount(); i++) {
      TextView cost = rows.getChildAt(i).findViewById(R.id.window_cost);
      cut |= cost == null;
      if (cost != null) {
        assertThat(cost.getText().toString().endsWith(out), equalTo(!cut));
        above += cut ? 0 : 1;
      }
    }
    return above;
  }

  @Test
  public void lessonOfTheWindow_withAChat_looksAtThat() {
    app.newChat();
    app.send(HELLO);
    app.watchAnswer();
    app.back();
    app.onActivity(activity -> activity.openLesson(CONTEXT_LESSON));
    app.scrollAndClick(withId(R.id.lesson_try));
    app.see(allOf(withId(R.id.window_messages), hasMinimumChildCount(3)));
    app.perform(allOf(withId(R.id.window_prompt), withText(containsString(HELLO))), scrollTo());
  }

  @Test
  public void window_ofNothing_saysWhatToDo() {
    app.onActivity(activity -> activity.openInside(InsideScreen.WINDOW, InsideText.NONE));
    app.see(withText(R.string.window_empty_title));
  }
}
