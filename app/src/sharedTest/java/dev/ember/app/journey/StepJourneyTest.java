package dev.ember.app.journey;

import static androidx.test.espresso.matcher.ViewMatchers.hasFocus;
import static androidx.test.espresso.matcher.ViewMatchers.hasMinimumChildCount;
import static androidx.test.espresso.matcher.ViewMatchers.isDescendantOfA;
import static androidx.test.espresso.matcher.ViewMatchers.isEnabled;
import static androidx.test.espresso.matcher.ViewMatchers.withContentDescription;
import static androidx.test.espresso.matcher.ViewMatchers.withId;
import static androidx.test.espresso.matcher.ViewMatchers.withParent;
import static androidx.test.espresso.matcher.ViewMatchers.withText;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import android.view.View;
import android.view.ViewGroup;
import androidx.core.view.ViewCompat;
import androidx.test.ext.junit.runners.AndroidJUnit4;
import dev.ember.app.R;
import dev.ember.app.inside.page.InsideScreen;
import dev.ember.app.inside.page.InsideText;
import org.hamcrest.FeatureMatcher;
import org.hamcrest.Matcher;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;

/** One token at a time, on the model that the app brings along. */
@RunWith(AndroidJUnit4.class)
public final class StepJourneyTest {
  private static final String START = "Once upon a";

  /** So many that dice which all fall alike are out of the question. */
  private static final int TOKENS = 10;

  @Rule public final AppDriver app = new AppDriver();

  @Test
  public void step_takesATokenAndRewindTakesItBack() {
    app.onActivity(activity -> activity.openInside(InsideScreen.ONE_TOKEN, InsideText.of(START)));
    app.see(allOf(withId(R.id.step_forward), isEnabled()));
    app.see(allOf(text(R.id.step_first), says(START)));

    app.click(withId(R.id.step_forward));
    app.see(allOf(text(R.id.step_first), not(says(START))));
    app.rotate();
    app.see(allOf(text(R.id.step_first), not(says(START))));

    app.click(withId(R.id.step_rewind));
    app.see(allOf(text(R.id.step_first), says(START)));
    app.see(allOf(withId(R.id.step_candidates), hasMinimumChildCount(2)));
  }

  @Test
  public void step_rowsOfCandidates_areTheSameSoThatTheReaderKeepsItsPlace() {
    app.onActivity(activity -> activity.openInside(InsideScreen.ONE_TOKEN, InsideText.of(START)));
    app.see(allOf(withId(R.id.step_candidates), hasMinimumChildCount(2)));
    View[] second = new View[1];
    CharSequence[] words = new CharSequence[1];
    app.onActivity(
        activity -> {
          second[0] = activity.<ViewGroup>findViewById(R.id.step_candidates).getChildAt(1);
          second[0].setFocusableInTouchMode(true); // whatever the last test touched the screen with
          assertThat(second[0].requestFocus(), is(true));
          words[0] = second[0].getContentDescription();
        });
    app.click(withId(R.id.step_forward));
    app.see(allOf(text(R.id.step_first), not(says(START))));
    app.see(
        allOf(
            is(second[0]),
            withParent(withId(R.id.step_candidates)),
            hasFocus(),
            not(withContentDescription(words[0].toString()))));
  }

  @Test
  public void play_growsAtTheChosenSpeedWhichATurnOfThePhoneKeeps() {
    app.onActivity(activity -> activity.openInside(InsideScreen.ONE_TOKEN, InsideText.of(START)));
    app.see(allOf(withId(R.id.step_pace), withContentDescription(containsString("Normal"))));

    app.click(withId(R.id.step_pace));
    app.chooseFromPopup(withText(startsWith("Fast")));
    app.see(allOf(withId(R.id.step_pace), withContentDescription(containsString("Fast"))));
    app.rotate();
    app.see(allOf(withId(R.id.step_pace), withContentDescription(containsString("Fast"))));

    app.click(allOf(withId(R.id.step_play), withContentDescription(R.string.step_play)));
    app.seeMeanwhile(allOf(text(R.id.step_first), not(says(START)), isReadOut(false)));
    app.clickMeanwhile(allOf(withId(R.id.step_play), withContentDescription(R.string.step_pause)));
    app.see(allOf(withId(R.id.step_play), withContentDescription(R.string.step_play)));
    app.see(allOf(text(R.id.step_first), isReadOut(true)));
  }

  @Test
  public void twoSeeds_growBesideEachOtherUntilTheyPart() {
    app.onActivity(activity -> activity.openInside(InsideScreen.ONE_TOKEN, InsideText.of(START)));
    app.seeNot(text(R.id.step_second));
    app.scrollAndClick(withId(R.id.step_two));
    app.scrollTo(allOf(withId(R.id.step_parting), withText(R.string.step_alike)));
    app.scrollTo(allOf(text(R.id.step_second), says(START)));

    app.scrollAndClick(allOf(withId(R.id.step_seed), withText("Seed 18")));
    app.answerDialog("11");
    app.scrollTo(allOf(withId(R.id.step_seed), withText("Seed 11"), within(R.id.step_second)));
    for (int i = 0; i < TOKENS; i++) {
      app.click(withId(R.id.step_forward));
    }
    app.scrollTo(allOf(withId(R.id.step_parting), withText(startsWith("They part at token"))));
    app.scrollTo(
        allOf(
            text(R.id.step_second),
            withContentDescription(containsString("From here on its own"))));

    app.scrollAndClick(withId(R.id.step_second));
    app.scrollTo(allOf(withId(R.id.step_next), withText(containsString("seed 11"))));
    app.rotate();
    app.scrollTo(allOf(withId(R.id.step_next), withText(containsString("seed 11"))));
    app.click(withId(R.id.step_rewind));
    app.scrollTo(allOf(text(R.id.step_second), says(START)));
  }

  /** Whether a screen reader says each change. */
  private static Matcher<View> isReadOut(boolean read) {
    int polite = ViewCompat.ACCESSIBILITY_LIVE_REGION_POLITE;
    int none = ViewCompat.ACCESSIBILITY_LIVE_REGION_NONE;
    return new FeatureMatcher<View, Integer>(equalTo(read ? polite : none), "live", "live") {
      @Override
      protected Integer featureValueOf(View view) {
        return ViewCompat.getAccessibilityLiveRegion(view);
      }
    };
  }

  private static Matcher<View> says(String words) {
    return withContentDescription(words);
  }

  private static Matcher<View> text(int card) {
    return allOf(withId(R.id.step_text), within(card));
  }

  private static Matcher<View> within(int card) {
    return isDescendantOfA(withId(card));
  }
}
