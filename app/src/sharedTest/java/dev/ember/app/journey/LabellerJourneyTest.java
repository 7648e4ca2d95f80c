package dev.ember.app.journey;

import static androidx.test.espresso.action.ViewActions.replaceText;
import static androidx.test.espresso.matcher.ViewMatchers.withId;
import static androidx.test.espresso.matcher.ViewMatchers.withText;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import android.content.Intent;
import android.graphics.Rect;
import android.view.View;
import android.widget.TextView;
import androidx.recyclerview.widget.RecyclerView;
import androidx.test.ext.junit.runners.AndroidJUnit4;
import dev.ember.app.R;
import dev.ember.app.inside.page.InsideScreen;
import dev.ember.app.inside.page.InsideText;
import dev.ember.app.main.MainActivity;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;

/** A person says which of two answers of the built-in model is better. */
@RunWith(AndroidJUnit4.class)
public final class LabellerJourneyTest {
  private static final String STORY = "Tell me a story about a lamp that can talk.";

  /** Of the list, below its head. */
  private static final int FIRST_ROW = 1;

  @Rule public final OtherApps others = new OtherApps();
  @Rule public final AppDriver app = new AppDriver();

  @Test
  public void choice_isCountedSharedListedAndDeleted() {
    openLabeller();
    writeAbout(STORY);
    app.click(withId(R.id.labeller_first_better));
    app.see(allOf(withId(R.id.labeller_count), withText("1 choice")));

    app.onActivity(activity -> reveal(activity.findViewById(R.id.labeller_share)));
    app.click(withId(R.id.labeller_share));
    app.awaitThat("a share sheet", others::wereAsked);
    Intent shared = others.last();
    assertThat(shared.getType(), equalTo("application/x-ndjson"));

    app.onActivity(
        activity ->
            activity.<RecyclerView>findViewById(R.id.labeller_list).scrollToPosition(FIRST_ROW));
    app.see(allOf(withId(R.id.choice_prompt), withText(STORY)));
    app.click(withId(R.id.choice_delete));
    app.seeNot(withId(R.id.choice_prompt));
  }

  @Test
  public void pair_outlivesRotationAndTheProcess() {
    openLabeller();
    writeAbout(STORY);
    app.rotate();
    app.see(allOf(withId(R.id.inside_field), withText(STORY)));
    app.see(withId(R.id.labeller_equal));
    String first = app.read(LabellerJourneyTest::first);
    app.dieInBackgroundAndComeBack();
    app.see(withId(R.id.labeller_equal));
    assertThat(app.read(LabellerJourneyTest::first), equalTo(first));
    app.click(withId(R.id.labeller_equal));
    app.see(
        allOf(withId(R.id.labeller_count), withText(containsString("which the file leaves out"))));
    app.killAndReopen();
    openLabeller();
    app.see(
        allOf(withId(R.id.labeller_count), withText(containsString("which the file leaves out"))));
  }

  private static String first(MainActivity activity) {
    return activity.<TextView>findViewById(R.id.labeller_first).getText().toString();
  }

  private static void reveal(View view) {
    view.requestRectangleOnScreen(new Rect(0, 0, view.getWidth(), view.getHeight()), true);
  }

  private void openLabeller() {
    app.onActivity(activity -> activity.openInside(InsideScreen.LABELLER, InsideText.NONE));
    app.see(withId(R.id.labeller_status));
  }

  private void writeAbout(String prompt) {
    app.perform(withId(R.id.inside_field), replaceText(prompt));
    app.click(withId(R.id.labeller_write));
    app.see(withId(R.id.labeller_verdicts));
    app.see(allOf(withId(R.id.labeller_first), not(withText(""))));
  }
}
