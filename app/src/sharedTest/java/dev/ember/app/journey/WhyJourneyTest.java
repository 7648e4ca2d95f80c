package dev.ember.app.journey;

import static androidx.test.espresso.matcher.ViewMatchers.withId;
import static androidx.test.espresso.matcher.ViewMatchers.withParent;
import static androidx.test.espresso.matcher.ViewMatchers.withText;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.not;

import android.view.View;
import android.view.ViewGroup;
import androidx.test.ext.junit.runners.AndroidJUnit4;
import dev.ember.app.R;
import org.hamcrest.Description;
import org.hamcrest.Matcher;
import org.hamcrest.TypeSafeMatcher;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;

/** Why this word?, on the model that the app brings along. */
@RunWith(AndroidJUnit4.class)
public final class WhyJourneyTest {
  @Rule public final AppDriver app = new AppDriver();

  @Test
  public void why_anotherWord_branchesTheAnswer() {
    app.newChat();
    app.send("Hello");
    app.watchAnswer();
    app.chooseMore(R.id.message_more, R.string.why_action);
    app.seeInDialog(allOf(withId(R.id.why_verdict), not(withText(""))));
    app.scrollAndClickInDialog(anotherCandidate());
    app.watchAnswer();
    app.see(
        allOf(
            withId(R.id.pager_previous),
            androidx.test.espresso.matcher.ViewMatchers.isDescendantOfA(withId(R.id.actions))));
  }

  @Test
  public void why_nextWord_isAskedAndStaysAfterARotation() {
    app.newChat();
    app.send("Hello");
    app.watchAnswer();
    app.chooseMore(R.id.message_more, R.string.why_action);
    app.seeInDialog(withId(R.id.why_verdict));
    app.clickInDialog(withId(R.id.why_after));
    app.seeInDialog(
        allOf(withId(R.id.why_before), androidx.test.espresso.matcher.ViewMatchers.isEnabled()));
    app.rotate();
    app.seeInDialog(withId(R.id.why_verdict));
  }

  @Test
  public void why_longPressOnAWord_asksForThatWord() {
    app.newChat();
    app.send("Hello");
    app.watchAnswer();
    app.longPress(withId(R.id.answer));
    app.chooseFromPopup(R.string.inside_why);
    app.seeInDialog(allOf(withId(R.id.why_verdict), not(withText(""))));
    app.seeInDialog(
        allOf(withId(R.id.why_before), androidx.test.espresso.matcher.ViewMatchers.isEnabled()));
  }

  /** The first candidate that does not stand in the answer. */
  private static Matcher<View> anotherCandidate() {
    return allOf(withParent(withId(R.id.why_candidates)), new FirstClickable());
  }

  private static final class FirstClickable extends TypeSafeMatcher<View> {
    @Override
    protected boolean matchesSafely(View view) {
      ViewGroup rows = (ViewGroup) view.getParent();
      for (int i = 0; i < rows.getChildCount(); i++) {
        if (rows.getChildAt(i).isClickable()) {
          return rows.getChildAt(i) == view;
        }
      }
      return false;
    }

    @Override
    public void describeTo(Description description) {
      description.appendText("the first that can be clicked");
    }
  }
}
