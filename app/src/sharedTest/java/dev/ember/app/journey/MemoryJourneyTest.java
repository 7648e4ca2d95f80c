package dev.ember.app.journey;

import static android.content.ComponentCallbacks2.TRIM_MEMORY_COMPLETE;
import static android.content.ComponentCallbacks2.TRIM_MEMORY_RUNNING_CRITICAL;
import static android.content.ComponentCallbacks2.TRIM_MEMORY_UI_HIDDEN;
import static androidx.test.espresso.matcher.ViewMatchers.withId;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.instanceOf;

import android.app.Activity;
import androidx.test.ext.junit.runners.AndroidJUnit4;
import dev.ember.app.R;
import dev.ember.app.engine.ChatEngine;
import dev.ember.app.engine.ModelState;
import dev.ember.app.scope.AppScope;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;

/** What Android tells the app of memory while the real model writes, and between its answers. */
@RunWith(AndroidJUnit4.class)
@SuppressWarnings("deprecation") // Android 13 and earlier send these levels
public final class MemoryJourneyTest {
  private static final String STORY = "Tell me a story about a lamp that can talk.";
  private static final String HELLO = "Hello";

  @Rule public final AppDriver app = new AppDriver();

  @Test
  public void windowHidden_duringAnAnswerAndAfterIt_leavesTheAnswerAndTheModel() {
    answerWhile(TRIM_MEMORY_UI_HIDDEN);
    assertThat(model(), instanceOf(ModelState.Ready.class));
    app.onActivity(activity -> say(TRIM_MEMORY_UI_HIDDEN, activity));
    assertThat(model(), instanceOf(ModelState.Ready.class));
  }

  @Test
  public void memoryShort_duringAnAnswerAndBetweenTwo_takesTheModelAndNoWord() {
    answerWhile(TRIM_MEMORY_COMPLETE);
    assertThat(model(), instanceOf(ModelState.NotLoaded.class));
    app.send(HELLO); // loads it again
    app.seeAnswerTo(HELLO);
    assertThat(model(), instanceOf(ModelState.Ready.class));

    app.onActivity(activity -> say(TRIM_MEMORY_RUNNING_CRITICAL, activity));
    assertThat(model(), instanceOf(ModelState.NotLoaded.class));
    app.send("And now?");
    app.seeAnswerTo("And now?");
  }

  /** Asks, and lets Android say a level in the same turn of the main thread. */
  private void answerWhile(int level) {
    app.newChat();
    app.type(withId(R.id.field), STORY);
    app.onActivity(
        activity -> {
          activity.findViewById(R.id.send).performClick();
          assertThat(engine(activity).answering().getValue(), hasSize(1));
          say(level, activity);
        });
    app.seeAnswerTo(STORY);
    app.see(withId(R.id.stats));
    app.seeNot(withId(R.id.note_continue)); // nothing was interrupted
  }

  private static void say(int level, Activity activity) {
    activity.getApplication().onTrimMemory(level);
  }

  /** Once all that was begun is over. */
  private ModelState model() {
    return app.read(activity -> engine(activity).model().getValue());
  }

  private static ChatEngine engine(Activity activity) {
    return AppScope.of(activity).engine();
  }
}
