package dev.ember.app.journey;

import static androidx.test.espresso.matcher.ViewMatchers.hasMinimumChildCount;
import static androidx.test.espresso.matcher.ViewMatchers.isEnabled;
import static androidx.test.espresso.matcher.ViewMatchers.withId;
import static androidx.test.espresso.matcher.ViewMatchers.withText;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.not;

import androidx.test.ext.junit.runners.AndroidJUnit4;
import dev.ember.app.R;
import dev.ember.app.inside.page.InsideScreen;
import dev.ember.app.inside.page.InsideText;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;

/** One token at a time, on the model that the app brings along. */
@RunWith(AndroidJUnit4.class)
public final class StepJourneyTest {
  private static final String START = "Once upon a";

  @Rule public final AppDriver app = new AppDriver();

  @Test
  public void step_takesATokenAndRewindTakesItBack() {
    app.onActivity(activity -> activity.openInside(InsideScreen.ONE_TOKEN, InsideText.of(START)));
    app.see(allOf(withId(R.id.step_forward), isEnabled()));
    app.see(allOf(withId(R.id.step_text), withText(START)));

    app.click(withId(R.id.step_forward));
    app.see(allOf(withId(R.id.step_text), not(withText(START))));
    app.rotate();
    app.see(allOf(withId(R.id.step_text), not(withText(START))));

    app.click(withId(R.id.step_rewind));
    app.see(allOf(withId(R.id.step_text), withText(START)));
    app.see(allOf(withId(R.id.step_candidates), hasMinimumChildCount(2)));
  }
}
