package dev.ember.app.journey;

import static androidx.test.espresso.matcher.ViewMatchers.withId;
import static org.assertj.core.api.Assertions.assertThat;

import android.content.ComponentCallbacks2;
import androidx.test.core.app.ApplicationProvider;
import androidx.test.ext.junit.runners.AndroidJUnit4;
import dev.ember.app.EmberApp;
import dev.ember.app.R;
import dev.ember.app.engine.ChatEngine;
import dev.ember.app.engine.ModelState;
import java.util.List;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;

/** What Android tells the app of memory while the real model writes. */
@RunWith(AndroidJUnit4.class)
public final class TrimMemoryTest {
  private static final String STORY = "Tell me a story about a lamp that can talk.";

  @Rule public final AppDriver app = new AppDriver();

  @Test
  public void windowHidden_whileAnswering_leavesTheAnswerAndTheModel() {
    answerWhile(ComponentCallbacks2.TRIM_MEMORY_UI_HIDDEN);
    assertThat(engine().model().getValue()).isInstanceOf(ModelState.Ready.class);
  }

  @Test
  public void memoryShort_whileAnswering_takesTheModelAfterTheAnswerAlone() {
    answerWhile(ComponentCallbacks2.TRIM_MEMORY_COMPLETE);
    assertThat(engine().model().getValue()).isInstanceOf(ModelState.NotLoaded.class);

    app.send("Hello"); // loads it again
    assertThat(last(app.watchAnswer())).isNotEmpty();
    app.see(withId(R.id.field));
    assertThat(engine().model().getValue()).isInstanceOf(ModelState.Ready.class);
  }

  /** Asks, and lets Android say a level in the same turn of the main thread. */
  private void answerWhile(int level) {
    app.newChat();
    app.type(withId(R.id.field), STORY);
    app.onActivity(
        activity -> {
          activity.findViewById(R.id.send).performClick();
          assertThat(engine().answering().getValue()).hasSize(1);
          activity.getApplication().onTrimMemory(level);
        });
    assertThat(last(app.watchAnswer())).isNotEmpty();
    AppProcess.settle();
    app.see(withId(R.id.stats));
    app.seeNot(withId(R.id.note_continue)); // nothing was interrupted
  }

  private static ChatEngine engine() {
    EmberApp application = ApplicationProvider.getApplicationContext();
    return application.scope().engine();
  }

  private static String last(List<String> texts) {
    return texts.get(texts.size() - 1);
  }
}
