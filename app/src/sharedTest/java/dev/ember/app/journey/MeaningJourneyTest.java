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

/** Meaning as direction: neighbours, the map, and sums of words. */
@RunWith(AndroidJUnit4.class)
public final class MeaningJourneyTest {
  @Rule public final AppDriver app = new AppDriver();

  @Test
  public void meaning_wordSumAndRotation_stayAndSayHowWrongTheModelIs() {
    app.click(withId(R.id.nav_inside));
    app.click(allOf(withId(R.id.inside_card), hasDescendant(withText(R.string.inside_meaning))));
    app.see(withContentDescription(containsString("words around “mother”")));
    app.perform(withId(R.id.inside_field), replaceText("cat"));
    app.see(withContentDescription(containsString("words around “cat”")));
    app.click(withId(R.id.map_in));
    app.perform(withId(R.id.sum_expected), scrollTo());
    app.see(withContentDescription(startsWith("expected: ")));
    app.scrollAndClick(withId(R.id.sum_expected));
    app.answerDialog("moon");
    app.perform(withId(R.id.sum_verdict), scrollTo());
    app.see(allOf(withId(R.id.sum_verdict), withText(containsString("“moon” comes"))));
    app.rotate();
    app.perform(withId(R.id.sum_verdict), scrollTo());
    app.see(allOf(withId(R.id.sum_verdict), withText(containsString("“moon” comes"))));
    app.perform(withId(R.id.inside_clear), scrollTo());
    app.click(withId(R.id.inside_clear));
    app.see(withText(R.string.meaning_empty_title));
  }
}
