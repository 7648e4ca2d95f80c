package dev.ember.app.journey;

import static androidx.test.espresso.matcher.ViewMatchers.withContentDescription;
import static androidx.test.espresso.matcher.ViewMatchers.withId;
import static androidx.test.espresso.matcher.ViewMatchers.withText;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import android.view.KeyEvent;
import androidx.test.ext.junit.runners.AndroidJUnit4;
import dev.ember.app.R;
import java.util.List;
import org.junit.After;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;

/** An answer that ends before its end: by its user, or with the process. */
@RunWith(AndroidJUnit4.class)
public final class CutAnswerJourneyTest {
  private static final String STORY = "Tell me a story about a lamp that can talk.";

  private final HeldAnswer held = new HeldAnswer();

  @Rule public final AppDriver app = new AppDriver(new TestPhone().with(held));

  @After
  public void letGo() {
    held.letGo();
  }

  @Test
  public void stop_whileItWrites_keepsTheHalfAndTheNextQuestionIsAnswered() {
    app.newChat();
    String begun = held.ask(STORY, app);
    app.clickMeanwhile(allOf(withId(R.id.send), withContentDescription(R.string.stop)));
    held.letGo();
    assertThat(last(app.watchAnswer()), startsWith(begun));
    app.see(allOf(withId(R.id.stats), withText(endsWith("stopped by you"))));

    app.send("Hello");
    app.seeAnswerTo("Hello");
  }

  @Test
  public void escapeKey_whileItWrites_stopsIt() {
    app.newChat();
    String begun = held.ask(STORY, app);
    app.tryMeanwhile(
        "a field that takes Escape",
        activity -> {
          activity.findViewById(R.id.field).requestFocus(); // where a keyboard writes
          return activity.dispatchKeyEvent(
              new KeyEvent(KeyEvent.ACTION_DOWN, KeyEvent.KEYCODE_ESCAPE));
        });
    held.letGo();
    assertThat(last(app.watchAnswer()), startsWith(begun));
    app.see(allOf(withId(R.id.stats), withText(endsWith("stopped by you"))));
  }

  @Test
  public void processDies_whileItWrites_keepsTheHalfAndContinueWritesOnBehindIt() {
    app.newChat();
    String begun = held.ask(STORY, app);
    app.clickMeanwhile(withId(R.id.back));
    app.seeMeanwhile(withText(startsWith("Answering · "))); // as many as are saved
    app.dieAndReopen();
    held.letGo();
    app.see(withText(startsWith("Interrupted · ")));
    app.openChat();
    app.see(allOf(withId(R.id.note_title), withText(R.string.interrupted_title)));
    app.see(allOf(withId(R.id.note_body), withText(endsWith("above were kept."))));
    String kept = last(app.watchAnswer());
    assertThat(kept, not(is("")));
    int both = Math.min(begun.length(), kept.length()); // what is shown may be behind what is saved
    assertThat(kept.substring(0, both), is(begun.substring(0, both)));

    app.click(withId(R.id.note_continue));
    app.tryMeanwhile(
        "words behind those that were kept",
        activity -> {
          ShownWords.Answer answer = ShownWords.newestAnswer(activity);
          return answer != null && answer.text().length() > kept.length();
        });
    assertThat(last(app.watchAnswer()), startsWith(kept));
    app.seeNot(withId(R.id.note_title));
  }

  private static String last(List<String> texts) {
    return texts.get(texts.size() - 1);
  }
}
