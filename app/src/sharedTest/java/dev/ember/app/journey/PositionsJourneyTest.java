package dev.ember.app.journey;

import static androidx.test.espresso.action.ViewActions.replaceText;
import static androidx.test.espresso.action.ViewActions.scrollTo;
import static androidx.test.espresso.matcher.ViewMatchers.hasDescendant;
import static androidx.test.espresso.matcher.ViewMatchers.withContentDescription;
import static androidx.test.espresso.matcher.ViewMatchers.withId;
import static androidx.test.espresso.matcher.ViewMatchers.withText;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.startsWith;

import androidx.test.ext.junit.runners.AndroidJUnit4;
import dev.ember.app.R;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;

/** How the model knows the order of words: a lesson's sentence, and words that change places. */
@RunWith(AndroidJUnit4.class)
public final class PositionsJourneyTest {
  @Rule public final AppDriver app = new AppDriver();

  @Test
  public void positions_wordsSwapped_showWhatChangesAndStayWhenThePhoneIsTurned() {
    app.click(withId(R.id.nav_inside));
    app.click(allOf(withId(R.id.inside_card), hasDescendant(withText(R.string.inside_positions))));
    app.perform(withId(R.id.order_after), scrollTo());
    app.see(allOf(withId(R.id.order_after), withText(startsWith("“The man bit the dog and the”"))));
    app.see(allOf(withId(R.id.order_finding), withText(containsString("likeliest next word"))));
    app.perform(withId(R.id.turning_words), scrollTo());
    app.see(allOf(withId(R.id.turning_words), withText(containsString("At place "))));
    app.perform(withId(R.id.inside_field), scrollTo(), replaceText("A cat saw a mouse."));
    app.click(withContentDescription(startsWith("cat, word 2")));
    app.see(withText(R.string.positions_tap_another));
    app.click(withContentDescription(startsWith("saw, word 3")));
    app.perform(withId(R.id.order_after), scrollTo());
    app.see(allOf(withId(R.id.order_after), withText(startsWith("“A saw cat a mouse.”"))));
    app.rotate();
    app.perform(withId(R.id.order_after), scrollTo());
    app.see(allOf(withId(R.id.order_after), withText(startsWith("“A saw cat a mouse.”"))));
    app.perform(withId(R.id.inside_clear), scrollTo());
    app.click(withId(R.id.inside_clear));
    app.see(withText(R.string.positions_empty_title));
  }
}
