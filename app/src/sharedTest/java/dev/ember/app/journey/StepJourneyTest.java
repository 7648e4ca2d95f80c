package dev.ember.app.journey;

import static androidx.test.espresso.matcher.ViewMatchers.hasFocus;
import static androidx.test.espresso.matcher.ViewMatchers.hasMinimumChildCount;
import static androidx.test.espresso.matcher.ViewMatchers.isDescendantOfA;
import static androidx.test.espresso.matcher.ViewMatchers.isEnabled;
import static androidx.test.espresso.matcher.ViewMatchers.withContentDescription;
import static androidx.test.espresso.matcher.ViewMatchers.withId;
import static androidx.test.espresso.matcher.ViewMatchers.withParent;
import static androidx.test.espresso.matcher.ViewMatchers.withParentIndex;
import static androidx.test.espresso.matcher.ViewMatchers.withText;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import android.graphics.Bitmap;
import android.graphics.Canvas;
import android.graphics.Color;
import android.view.View;
import android.view.ViewGroup;
import android.widget.TextView;
import androidx.core.view.ViewCompat;
import androidx.test.ext.junit.runners.AndroidJUnit4;
import dev.ember.app.R;
import dev.ember.app.inside.page.InsideScreen;
import dev.ember.app.inside.page.InsideText;
import dev.ember.app.main.MainActivity;
import java.util.stream.IntStream;
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

  /** After this many words are likely. */
  private static final String OPEN = "I like the";

  private static final float COOL = 0.25f;
  private static final float ONE_OF_A_HUNDRED = 0.01f;

  /** Of 255: more than the edge of a bar. */
  private static final int HALF = 128;

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

  @Test
  public void settings_moved_moveTheBars() {
    open(OPEN);
    app.slide(slider(R.id.step_top_k), 1);
    app.slide(slider(R.id.step_top_p), 1);
    app.slide(slider(R.id.step_temperature), COOL);
    app.see(allOf(withId(R.id.step_candidates), hasMinimumChildCount(2)));
    float cool = app.read(StepJourneyTest::secondToFirst);
    app.slide(slider(R.id.step_temperature), 1);
    app.scrollTo(allOf(value(R.id.step_temperature), withText("2.00")));
    assertThat(app.read(StepJourneyTest::secondToFirst), greaterThan(cool));

    app.slide(slider(R.id.step_top_k), ONE_OF_A_HUNDRED);
    app.scrollTo(allOf(value(R.id.step_top_k), withText("1")));
    requireSecondIsCutBy(R.string.step_top_k);
    app.rotate();
    app.scrollTo(allOf(value(R.id.step_top_k), withText("1")));
    requireSecondIsCutBy(R.string.step_top_k);

    app.slide(slider(R.id.step_top_k), 1);
    app.slide(slider(R.id.step_top_p), ONE_OF_A_HUNDRED);
    requireSecondIsCutBy(R.string.step_top_p);
    app.slide(slider(R.id.step_top_p), 1);
    assertThat(app.read(StepJourneyTest::secondToFirst), greaterThan(cool));
    app.scrollTo(allOf(text(R.id.step_first), says(OPEN)));
  }

  /** It says so, and its bar is gone; the first one's is not. */
  private void requireSecondIsCutBy(int step) {
    String cut = app.read(activity -> activity.getString(step));
    app.scrollTo(allOf(row(1), withContentDescription(endsWith("cut by " + cut))));
    assertThat(app.read(StepJourneyTest::secondToFirst), equalTo(0f));
  }

  @Test
  public void candidate_picked_isWhatTheTextGoesOnWith() {
    open(OPEN);
    app.see(allOf(withId(R.id.step_candidates), hasMinimumChildCount(2)));
    int place = app.read(StepJourneyTest::aWord);
    String word = app.read(activity -> word(activity, place));
    String before = app.read(StepJourneyTest::count);
    app.scrollAndClick(row(place));
    app.scrollTo(allOf(text(R.id.step_first), goesOnWith(word)));
    String with = app.read(StepJourneyTest::count);
    assertThat(with, not(equalTo(before)));
    app.click(withId(R.id.step_forward));
    app.scrollTo(allOf(text(R.id.step_first), goesOnWith(word)));
    assertThat(app.read(StepJourneyTest::count), not(equalTo(with)));
    app.rotate();
    app.click(withId(R.id.step_back));
    app.scrollTo(allOf(text(R.id.step_first), goesOnWith(word)));
    assertThat(app.read(StepJourneyTest::count), equalTo(with));
    app.click(withId(R.id.step_back));
    app.scrollTo(allOf(text(R.id.step_first), says(OPEN)));
    assertThat(app.read(activity -> word(activity, place)), equalTo(word));
  }

  private static Matcher<View> goesOnWith(String word) {
    return withContentDescription(startsWith(OPEN + " " + word));
  }

  /** How many tokens the first text has, in words. */
  private static String count(MainActivity activity) {
    TextView count = activity.findViewById(R.id.step_first).findViewById(R.id.step_count);
    return count.getText().toString();
  }

  private void open(String start) {
    app.onActivity(activity -> activity.openInside(InsideScreen.ONE_TOKEN, InsideText.of(start)));
    app.see(allOf(withId(R.id.step_forward), isEnabled()));
  }

  /** The place of the first candidate behind the likeliest that is a whole word with its space. */
  private static int aWord(MainActivity activity) {
    for (int i = 1; i < rows(activity).getChildCount(); i++) {
      String spoken = String.valueOf(rows(activity).getChildAt(i).getContentDescription());
      if (spoken.startsWith(word(activity, i)) && word(activity, i).matches("[a-z]+")) {
        return i;
      }
    }
    throw new AssertionError("expected a word among the candidates");
  }

  private static String word(MainActivity activity, int place) {
    TextView word = rows(activity).getChildAt(place).findViewById(R.id.candidate_word);
    return word.getText().toString();
  }

  private static ViewGroup rows(MainActivity activity) {
    return activity.findViewById(R.id.step_candidates);
  }

  /** How long the second candidate's bar after the settings is, to the first one's; 0 if none. */
  private static float secondToFirst(MainActivity activity) {
    int first = barLength(rows(activity).getChildAt(0));
    assertThat(first, greaterThan(0));
    return (float) barLength(rows(activity).getChildAt(1)) / first;
  }

  /** Pixels of the row, in the line through its lower bar, that are painted at all. */
  private static int barLength(View row) {
    View bars = row.findViewById(R.id.candidate_bars);
    Bitmap picture =
        Bitmap.createBitmap(bars.getWidth(), bars.getHeight(), Bitmap.Config.ARGB_8888);
    bars.draw(new Canvas(picture));
    int[] longest = new int[picture.getHeight()];
    for (int y = picture.getHeight() / 2; y < picture.getHeight(); y++) {
      for (int x = 0; x < picture.getWidth(); x++) {
        longest[y] += Color.alpha(picture.getPixel(x, y)) > HALF ? 1 : 0;
      }
    }
    return IntStream.of(longest).max().orElse(0);
  }

  private static Matcher<View> slider(int row) {
    return allOf(withId(R.id.step_slider), isDescendantOfA(withId(row)));
  }

  private static Matcher<View> value(int row) {
    return allOf(withId(R.id.step_slider_value), isDescendantOfA(withId(row)));
  }

  private static Matcher<View> row(int place) {
    return allOf(withParent(withId(R.id.step_candidates)), withParentIndex(place));
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
