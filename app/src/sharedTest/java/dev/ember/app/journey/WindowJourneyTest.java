package dev.ember.app.journey;

import static androidx.test.espresso.action.ViewActions.scrollTo;
import static androidx.test.espresso.matcher.ViewMatchers.hasMinimumChildCount;
import static androidx.test.espresso.matcher.ViewMatchers.withId;
import static androidx.test.espresso.matcher.ViewMatchers.withText;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.startsWith;

import androidx.test.ext.junit.runners.AndroidJUnit4;
import dev.ember.app.R;
import dev.ember.app.inside.page.InsideScreen;
import dev.ember.app.inside.page.InsideText;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;

/** The window: a chat as the model that the app brings along sees it. */
@RunWith(AndroidJUnit4.class)
public final class WindowJourneyTest {
  private static final String HELLO = "Hello there";

  @Rule public final AppDriver app = new AppDriver();

  @Test
  public void window_ofAChat_hasItsMessagesWithSpecialTokens_andStaysAfterARotation() {
    app.newChat();
    app.send(HELLO);
    app.watchAnswer();
    app.chooseMore(R.id.look_inside, R.string.inside_window);
    app.see(allOf(withId(R.id.window_sum), withText(containsString(" / "))));
    app.see(allOf(withId(R.id.window_messages), hasMinimumChildCount(2)));
    app.perform(
        allOf(withId(R.id.window_prompt), withText(allOf(startsWith("<|"), containsString(HELLO)))),
        scrollTo());
    app.rotate();
    app.see(allOf(withId(R.id.window_messages), hasMinimumChildCount(2)));
    app.pressBack();
    app.see(withId(R.id.field));
  }

  @Test
  public void window_ofNothing_saysWhatToDo() {
    app.onActivity(activity -> activity.openInside(InsideScreen.WINDOW, InsideText.NONE));
    app.see(withText(R.string.window_empty_title));
  }
}
