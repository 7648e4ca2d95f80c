package dev.ember.app.journey;

import static androidx.test.espresso.action.ViewActions.replaceText;
import static androidx.test.espresso.matcher.ViewMatchers.hasDescendant;
import static androidx.test.espresso.matcher.ViewMatchers.withContentDescription;
import static androidx.test.espresso.matcher.ViewMatchers.withId;
import static androidx.test.espresso.matcher.ViewMatchers.withText;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.anyOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.startsWith;

import androidx.test.ext.junit.runners.AndroidJUnit4;
import dev.ember.app.R;
import org.hamcrest.Matcher;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;

/** The part of the app that looks inside the model: its home, the tokens, the lessons. */
@RunWith(AndroidJUnit4.class)
public final class InsideJourneyTest {
  @Rule public final AppDriver app = new AppDriver();

  private void openTokens() {
    app.click(withId(R.id.nav_inside));
    app.click(allOf(withId(R.id.inside_card), hasDescendant(withText(R.string.inside_tokens))));
    app.see(withId(R.id.token_flow));
  }

  /** Of a character that a model has as one token, or in as many pieces as it has bytes. */
  private static Matcher<String> lastPieceOf(String character, int bytes) {
    return anyOf(
        startsWith(character + ", number"),
        startsWith(character + ", part " + bytes + " of " + bytes));
  }

  @Test
  public void tokens_ofTheReadersOwnText_showPiecesNumbersAndBytes() {
    openTokens();
    app.perform(withId(R.id.inside_field), replaceText("the dog 火"));
    app.see(withContentDescription(lastPieceOf("火", 3)));
    app.click(withContentDescription(startsWith("dog, with the space before it")));
    app.see(allOf(withId(R.id.token_name), withText("“·dog”")));
    app.see(allOf(withId(R.id.token_bytes), withText("20 64 6F 67")));
    app.see(allOf(withId(R.id.token_made), withText(containsString(" and "))));
    app.see(allOf(withId(R.id.token_learned), withText(startsWith("merge "))));
  }

  @Test
  public void tokens_cleared_sayWhatToDo_andComeBackAfterTheProcessDied() {
    openTokens();
    app.click(withId(R.id.inside_clear));
    app.see(withText(R.string.inside_empty_title));
    app.perform(withId(R.id.inside_field), replaceText("a"));
    app.see(withContentDescription(startsWith("a, number ")));
    app.rotate();
    app.see(withContentDescription(startsWith("a, number ")));
    app.dieInBackgroundAndComeBack();
    app.see(allOf(withId(R.id.inside_field), withText("a")));
    app.see(withContentDescription(startsWith("a, number ")));
    app.pressBack();
    app.see(withId(R.id.inside_cards));
    app.pressBack();
    app.see(withId(R.id.empty_title));
  }

  @Test
  public void lessons_readOne_theHomeGoesOnWithTheNext() {
    app.click(withId(R.id.nav_inside));
    app.see(allOf(withId(R.id.lesson_line), withText(startsWith("Lesson 1 of 10"))));
    app.click(withId(R.id.lesson_card));
    app.scrollAndClick(withId(R.id.lesson_next));
    app.see(allOf(withId(R.id.page_title), withText("Lesson 2 of 10")));
    app.rotate();
    app.see(allOf(withId(R.id.page_title), withText("Lesson 2 of 10")));
    app.killAndReopen();
    app.click(withId(R.id.nav_inside));
    app.see(allOf(withId(R.id.lesson_line), withText(startsWith("Lesson 2 of 10"))));
    app.see(withContentDescription(endsWith("1 of 10 read.")));
  }

  @Test
  public void lesson_tried_opensItsScreenWithItsWords() {
    app.click(withId(R.id.nav_inside));
    app.click(withId(R.id.all_lessons));
    app.click(allOf(withId(R.id.lesson_row), hasDescendant(withText("1"))));
    app.scrollAndClick(withId(R.id.lesson_try));
    app.see(allOf(withId(R.id.inside_field), withText(R.string.lesson_token_try_text)));
    app.see(withContentDescription(lastPieceOf("🍓", 4)));
    app.pressBack();
    app.see(allOf(withId(R.id.page_title), withText("Lesson 1 of 10")));
  }
}
