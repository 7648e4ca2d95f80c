package dev.ember.app.journey;

import static androidx.test.espresso.action.ViewActions.replaceText;
import static androidx.test.espresso.matcher.ViewMatchers.hasDescendant;
import static androidx.test.espresso.matcher.ViewMatchers.isDescendantOfA;
import static androidx.test.espresso.matcher.ViewMatchers.isEnabled;
import static androidx.test.espresso.matcher.ViewMatchers.withContentDescription;
import static androidx.test.espresso.matcher.ViewMatchers.withId;
import static androidx.test.espresso.matcher.ViewMatchers.withParent;
import static androidx.test.espresso.matcher.ViewMatchers.withText;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import android.content.Intent;
import android.net.Uri;
import android.view.View;
import android.view.ViewGroup;
import androidx.test.core.app.ApplicationProvider;
import androidx.test.ext.junit.runners.AndroidJUnit4;
import dev.ember.app.R;
import dev.ember.app.main.MainActivity;
import dev.ember.app.markdown.GrowingTextView;
import java.io.IOException;
import org.hamcrest.Description;
import org.hamcrest.Matcher;
import org.hamcrest.TypeSafeMatcher;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;

/** Why this word?, on the model that the app brings along. */
@RunWith(AndroidJUnit4.class)
public final class WhyJourneyTest {
  @Rule public final OtherApps others = new OtherApps();
  @Rule public final AppDriver app = new AppDriver();

  @Test
  public void home_leadsToTheNewestAnswer_andWithoutOneToAChat() {
    openWhyFromTheHome();
    app.see(withText(R.string.why_empty_title));
    app.rotate();
    app.click(withId(R.id.why_new_chat));
    app.send("Hello");
    app.watchAnswer();
    app.back();
    openWhyFromTheHome();
    app.seeInDialog(allOf(withId(R.id.why_verdict), not(withText(""))));
    String title = app.readInDialog(R.id.why_title);
    app.dieInBackgroundAndComeBack();
    app.seeInDialog(allOf(withId(R.id.why_title), withText(title)));
    app.closeSheet();
    app.see(withId(R.id.field));
    app.pressBack();
    app.see(withId(R.id.inside_cards));
  }

  private void openWhyFromTheHome() {
    app.click(withId(R.id.nav_inside));
    app.click(allOf(withId(R.id.inside_card), hasDescendant(withText(R.string.inside_why))));
  }

  @Test
  public void blueLens_ofAnAnswerAndOfItsChat_askForItsWords() {
    app.newChat();
    app.send("Hello");
    app.watchAnswer();
    app.click(allOf(withId(R.id.why), isDescendantOfA(withId(R.id.actions))));
    app.seeInDialog(allOf(withId(R.id.why_verdict), not(withText(""))));
    String title = app.readInDialog(R.id.why_title);
    app.closeSheet();
    app.chooseMore(R.id.look_inside, R.string.inside_why);
    app.seeInDialog(allOf(withId(R.id.why_title), withText(title)));
  }

  @Test
  public void why_anotherWord_branchesTheAnswer() {
    app.newChat();
    app.send("Hello");
    app.watchAnswer();
    app.chooseMore(R.id.message_more, R.string.why_action);
    app.seeInDialog(allOf(withId(R.id.why_verdict), not(withText(""))));
    app.scrollAndClickInDialog(anotherCandidate());
    app.watchAnswer();
    app.see(allOf(withId(R.id.pager_previous), isDescendantOfA(withId(R.id.actions))));
  }

  @Test
  public void why_nextWord_isAskedAndStaysAfterARotation() {
    app.newChat();
    app.send("Hello");
    app.watchAnswer();
    app.chooseMore(R.id.message_more, R.string.why_action);
    app.seeInDialog(withId(R.id.why_verdict));
    app.clickInDialog(withId(R.id.why_after));
    app.seeInDialog(allOf(withId(R.id.why_before), isEnabled()));
    app.rotate();
    app.seeInDialog(withId(R.id.why_verdict));
  }

  @Test
  public void why_oneTokenAtATime_goesOnFromThatPlace() {
    app.newChat();
    app.send("Hello");
    app.watchAnswer();
    app.chooseMore(R.id.message_more, R.string.why_action);
    app.seeInDialog(allOf(withId(R.id.why_verdict), not(withText(""))));
    app.clickInDialog(withId(R.id.why_after));
    app.seeInDialog(allOf(withId(R.id.why_before), isEnabled()));
    app.seeInDialog(allOf(withId(R.id.why_verdict), not(withText(""))));
    app.scrollAndClickInDialog(withId(R.id.why_step));

    app.see(allOf(withId(R.id.step_forward), isEnabled()));
    app.see(allOf(withId(R.id.inside_field), withText("")));
    String[] place = new String[1];
    app.onActivity(activity -> place[0] = spoken(activity.findViewById(R.id.step_first)));
    assertThat("the answer's first word", place[0], not(endsWith("so far: ")));
    app.click(withId(R.id.step_forward));
    app.see(allOf(stepText(), not(withContentDescription(place[0]))));
    app.click(withId(R.id.step_back));
    app.see(allOf(stepText(), withContentDescription(place[0])));

    app.perform(withId(R.id.inside_field), replaceText("Once upon a"));
    app.see(allOf(stepText(), withContentDescription("Once upon a")));
    app.click(withId(R.id.inside_clear));
    app.see(allOf(stepText(), withContentDescription(place[0])));
    app.click(withId(R.id.step_rewind));
    app.see(allOf(stepText(), withContentDescription(endsWith("so far: "))));
    app.dieInBackgroundAndComeBack();
    app.see(allOf(withId(R.id.step_forward), isEnabled()));
    app.see(allOf(stepText(), withContentDescription(endsWith("so far: "))));
  }

  private static Matcher<View> stepText() {
    return allOf(withId(R.id.step_text), isDescendantOfA(withId(R.id.step_first)));
  }

  private static String spoken(View card) {
    return String.valueOf(card.findViewById(R.id.step_text).getContentDescription());
  }

  @Test
  public void why_longPressOnAWord_asksForThatWord() {
    app.newChat();
    app.send("Hello");
    app.watchAnswer();
    WordOfAnswer third = new WordOfAnswer(2);
    String word = app.read(activity -> third.word(activity.findViewById(R.id.answer)));
    app.perform(withId(R.id.answer), third.longPress());
    app.chooseFromPopup(R.string.inside_why);
    app.seeInDialog(allOf(withId(R.id.why_verdict), not(withText(""))));
    app.seeInDialog(allOf(withId(R.id.why_before), isEnabled()));
    String piece = app.readInDialog(R.id.why_title).replaceAll("^Why “|”\\?$", "");
    assertThat("the word below the finger begins with it", word, startsWith(piece));
  }

  @Test
  public void why_processDies_comesBackToTheSameWord() {
    app.newChat();
    app.send("Hello");
    app.watchAnswer();
    app.chooseMore(R.id.message_more, R.string.why_action);
    app.seeInDialog(allOf(withId(R.id.why_verdict), not(withText(""))));
    String first = app.readInDialog(R.id.why_title);
    String second = next(first);
    String third = next(second);
    assertThat(third, not(equalTo(first))); // what a sheet that forgot the place would say
    app.dieInBackgroundAndComeBack();
    app.seeInDialog(allOf(withId(R.id.why_title), withText(third)));
    app.seeInDialog(allOf(withId(R.id.why_verdict), not(withText(""))));
  }

  /** Goes to the word behind the one that is asked; gives its title once it is explained. */
  private String next(String before) {
    app.clickInDialog(withId(R.id.why_after));
    app.seeInDialog(allOf(withId(R.id.why_title), not(withText(before))));
    app.seeInDialog(allOf(withId(R.id.why_verdict), not(withText(""))));
    return app.readInDialog(R.id.why_title);
  }

  @Test
  public void replay_shared_isOpenedAgainAndRefusedWhereItsModelIsNot() throws IOException {
    app.newChat();
    app.send("Hello");
    app.watchAnswer();
    app.chooseMore(R.id.message_more, R.string.why_action);
    app.seeInDialog(allOf(withId(R.id.why_verdict), not(withText(""))));
    String title = app.readInDialog(R.id.why_title);
    app.scrollAndClickInDialog(withId(R.id.why_share));
    app.awaitThat("a share sheet", others::wereAsked);
    Intent shared = others.last();
    assertThat(shared.getType(), equalTo("application/json"));
    Uri file = shared.getParcelableExtra(Intent.EXTRA_STREAM);

    app.openWith(view(file));
    app.seeInDialog(allOf(withId(R.id.why_verdict), not(withText(""))));
    app.seeInDialog(allOf(withId(R.id.why_title), withText(title)));

    String json = OtherApps.read(file);
    String other = json.replaceFirst("\"model\":\"\\w{8}", "\"model\":\"01234567");
    app.openWith(view(OtherApps.file("other.json", other.getBytes(UTF_8))));
    app.seeInDialog(allOf(withId(R.id.why_state), withText(containsString("01234567"))));

    app.openWith(view(OtherApps.file("note.json", "{}".getBytes(UTF_8))));
    app.seeInDialog(allOf(withId(R.id.why_state), withText(containsString("no replay"))));
  }

  @Test
  public void replay_opened_outlivesTheProcessAndLeadsToOneToken() throws IOException {
    app.newChat();
    app.send("Hello");
    app.watchAnswer();
    app.chooseMore(R.id.message_more, R.string.why_action);
    app.seeInDialog(allOf(withId(R.id.why_verdict), not(withText(""))));
    app.scrollAndClickInDialog(withId(R.id.why_share));
    app.awaitThat("a share sheet", others::wereAsked);
    Uri file = others.last().getParcelableExtra(Intent.EXTRA_STREAM);

    app.openWith(view(file));
    app.seeInDialog(allOf(withId(R.id.why_verdict), not(withText(""))));
    String second = next(app.readInDialog(R.id.why_title));
    app.rotate();
    app.seeInDialog(allOf(withId(R.id.why_title), withText(second)));
    app.dieInBackgroundAndComeBack();
    app.seeInDialog(allOf(withId(R.id.why_title), withText(second)));
    app.seeInDialog(allOf(withId(R.id.why_verdict), not(withText(""))));
    app.scrollAndClickInDialog(withId(R.id.why_step));

    app.see(allOf(withId(R.id.step_forward), isEnabled()));
    String[] place = new String[1];
    app.onActivity(activity -> place[0] = spoken(activity.findViewById(R.id.step_first)));
    assertThat("the answer's first word", place[0], not(endsWith("so far: ")));
    app.dieInBackgroundAndComeBack();
    app.see(allOf(stepText(), withContentDescription(place[0])));
    app.click(withId(R.id.step_forward));
    app.see(allOf(stepText(), not(withContentDescription(place[0]))));
  }

  private static Intent view(Uri file) {
    return new Intent(ApplicationProvider.getApplicationContext(), MainActivity.class)
        .setAction(Intent.ACTION_VIEW)
        .setDataAndType(file, "application/json");
  }

  @Test
  public void sureness_shown_tintsWhatIsWrittenFromThenOn() {
    app.newChat();
    app.send("Hello");
    app.watchAnswer();
    app.chooseMore(R.id.more, R.string.sure_show);
    app.see(withId(R.id.sure_legend));
    app.see(allOf(withId(R.id.stats), withText(containsString("not written down"))));
    app.click(withId(R.id.again));
    app.watchAnswer();
    app.see(allOf(withId(R.id.stats), withText(not(containsString("not written down")))));
    app.see(allOf(withId(R.id.answer), new Tinted()));
    app.chooseMore(R.id.more, R.string.sure_show);
    app.seeNot(withId(R.id.sure_legend));
    app.see(allOf(withId(R.id.answer), not(new Tinted())));
  }

  private static final class Tinted extends TypeSafeMatcher<View> {
    @Override
    protected boolean matchesSafely(View view) {
      if (view instanceof GrowingTextView text) {
        return !text.marks().shown().isEmpty();
      }
      boolean tinted = false;
      if (view instanceof ViewGroup group) {
        for (int i = 0; i < group.getChildCount(); i++) {
          tinted |= matchesSafely(group.getChildAt(i));
        }
      }
      return tinted;
    }

    @Override
    public void describeTo(Description description) {
      description.appendText("with tinted words");
    }
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
