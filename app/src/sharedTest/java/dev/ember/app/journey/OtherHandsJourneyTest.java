package dev.ember.app.journey;

import static androidx.test.espresso.matcher.ViewMatchers.isDescendantOfA;
import static androidx.test.espresso.matcher.ViewMatchers.withId;
import static androidx.test.espresso.matcher.ViewMatchers.withText;
import static dev.ember.app.journey.SourceMatcher.withSource;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.equalTo;

import android.view.View;
import androidx.test.ext.junit.runners.AndroidJUnit4;
import dev.ember.app.R;
import java.util.List;
import org.hamcrest.Matcher;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;

/** What a finger does by pressing long or swiping, done through TalkBack and with a mouse. */
@RunWith(AndroidJUnit4.class)
public final class OtherHandsJourneyTest {
  private static final String HELLO = "Hello";

  @Rule public final AppDriver app = new AppDriver();

  @Test
  public void talkBack_actionsOfAnAnswer_doWhatTheySay() {
    String first = ask();
    app.perform(withId(R.id.answer), OfferedAction.called(R.string.answer_again));
    app.watchAnswer();
    app.see(place("2/2"));
    app.perform(withId(R.id.answer), OfferedAction.called(R.string.previous_alternative));
    app.see(allOf(withId(R.id.answer), withSource(first)));
    app.perform(withId(R.id.answer), OfferedAction.called(R.string.copy));
    assertThat(Clipboard.text(app), equalTo(first));
    app.perform(withId(R.id.answer), OfferedAction.called(R.string.next_alternative));
    app.see(place("2/2"));
    app.perform(withId(R.id.answer), OfferedAction.called(R.string.pin_message));
    app.see(withId(R.id.answer_pin));
  }

  @Test
  public void talkBack_actionsOfARow_doWhatTheySay() {
    ask();
    app.back();
    app.perform(withId(R.id.chat_row), OfferedAction.called(R.string.pin_chat));
    app.see(withText(R.string.heading_pinned));
    app.perform(withId(R.id.chat_row), OfferedAction.called(R.string.archive));
    app.see(withText(R.string.chats_empty_title));
    app.chooseMore(R.id.list_more, R.string.archive_title);
    app.perform(withId(R.id.chat_row), OfferedAction.called(R.string.unarchive));
    app.see(withText(R.string.archive_empty_title));
    app.click(withId(R.id.archive_back));
    app.perform(withId(R.id.chat_row), OfferedAction.called(R.string.delete));
    app.see(withText(R.string.chats_empty_title));
    app.click(withText(R.string.undo));
    app.see(withId(R.id.chat_row));
  }

  @Test
  public void rightButton_onAQuestionAnAnswerAndARow_opensWhatALongPressDoes() {
    String answer = ask();
    app.perform(withId(R.id.question), RightButton.press());
    app.chooseFromPopup(R.string.copy);
    assertThat(Clipboard.text(app), equalTo(HELLO));
    app.perform(withId(R.id.answer), RightButton.press());
    app.chooseFromPopup(R.string.copy);
    assertThat(Clipboard.text(app), equalTo(answer));

    app.back();
    app.perform(withId(R.id.chat_row), RightButton.press());
    app.see(withId(R.id.selection_bar));
  }

  /** In a chat of its own; gives the answer. */
  private String ask() {
    app.newChat();
    app.send(HELLO);
    List<String> stages = app.watchAnswer();
    return stages.get(stages.size() - 1);
  }

  private static Matcher<View> place(String which) {
    return allOf(
        withId(R.id.pager_place), withText(which), isDescendantOfA(withId(R.id.actions)));
  }
}
