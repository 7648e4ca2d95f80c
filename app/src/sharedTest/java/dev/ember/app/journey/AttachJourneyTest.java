package dev.ember.app.journey;

import static androidx.test.espresso.matcher.ViewMatchers.isDescendantOfA;
import static androidx.test.espresso.matcher.ViewMatchers.withId;
import static androidx.test.espresso.matcher.ViewMatchers.withText;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import android.content.Intent;
import android.view.View;
import androidx.recyclerview.widget.RecyclerView;
import androidx.test.ext.junit.runners.AndroidJUnit4;
import dev.ember.app.R;
import java.io.IOException;
import java.util.Collections;
import org.hamcrest.Matcher;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;

/** A text file beside a question. */
@RunWith(AndroidJUnit4.class)
public final class AttachJourneyTest {
  private static final String NOTES = "# Oil\n\nThe lamp needs oil.\n";

  @Rule public final OtherApps others = new OtherApps();
  @Rule public final AppDriver app = new AppDriver();

  @Test
  public void file_attached_isQuotedAndSurvivesRotationAndDeath() throws IOException {
    app.newChat();
    attach("notes.md", NOTES.getBytes(UTF_8));
    app.see(bar(startsWith("notes.md · the whole file, 27 characters")));
    app.rotate();
    app.see(bar(startsWith("notes.md")));

    app.send("What does the lamp need?");
    app.watchAnswer();
    app.seeNot(withId(R.id.attach_bar));
    scrollToTheQuestion();
    app.see(allOf(withId(R.id.question), withText(containsString("The lamp needs oil."))));
    app.killAndReopen();
    app.openChat();
    scrollToTheQuestion();
    app.see(
        allOf(
            withId(R.id.question),
            withText(
                allOf(
                    startsWith("What does the lamp need?"),
                    containsString("notes.md:"),
                    containsString("The lamp needs oil.")))));
  }

  @Test
  public void file_longerThanTheWindow_isCutAndSaysWhere() throws IOException {
    String line = "the lamp, the oil, the wick\n";
    app.newChat();
    attach("list.csv", String.join("", Collections.nCopies(4_000, line)).getBytes(UTF_8));
    app.see(bar(allOf(startsWith("list.csv · only the first"), containsString("of 112,000"))));

    app.send("How many?");
    app.watchAnswer();
    scrollToTheQuestion();
    app.see(allOf(withId(R.id.question), withText(containsString("of 112,000 characters]"))));
    app.seeNot(withText(R.string.window_full_title));
  }

  @Test
  public void picture_picked_isRefusedWithASentence() throws IOException {
    app.newChat();
    attach("cat.png", new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10, 0, 0, 0, 13});
    app.seeMeanwhile(withText(startsWith("cat.png is no text")));
    app.seeNot(withId(R.id.attach_bar));
  }

  @Test
  public void picture_pickedAfterAText_leavesTheText() throws IOException {
    app.newChat();
    attach("notes.md", NOTES.getBytes(UTF_8));
    app.see(bar(startsWith("notes.md")));
    attach("cat.png", new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10, 0, 0, 0, 13});
    app.seeMeanwhile(withText(startsWith("cat.png is no text")));
    app.see(bar(startsWith("notes.md")));
    app.send("What does the lamp need?");
    app.watchAnswer();
    scrollToTheQuestion();
    app.see(allOf(withId(R.id.question), withText(containsString("The lamp needs oil."))));
  }

  @Test
  public void file_removed_isNotSent() throws IOException {
    app.newChat();
    attach("notes.md", NOTES.getBytes(UTF_8));
    app.click(allOf(withId(R.id.bar_button), isDescendantOfA(withId(R.id.attach_bar))));
    app.seeNot(withId(R.id.attach_bar));
    app.send("Hello");
    app.see(allOf(withId(R.id.question), withText(not(containsString("oil")))));
  }

  /** A long answer has pushed it out of sight. */
  private void scrollToTheQuestion() {
    app.onActivity(
        activity -> activity.<RecyclerView>findViewById(R.id.messages).scrollToPosition(0));
  }

  private void attach(String name, byte[] contents) throws IOException {
    others.give(Intent.ACTION_OPEN_DOCUMENT, OtherApps.file(name, contents));
    app.click(withId(R.id.attach));
  }

  private static Matcher<View> bar(Matcher<String> words) {
    return allOf(withId(R.id.bar_text), isDescendantOfA(withId(R.id.attach_bar)), withText(words));
  }
}
