package dev.ember.app.journey;

import static androidx.test.espresso.action.ViewActions.swipeDown;
import static androidx.test.espresso.matcher.ViewMatchers.isDescendantOfA;
import static androidx.test.espresso.matcher.ViewMatchers.withId;
import static androidx.test.espresso.matcher.ViewMatchers.withText;
import static dev.ember.app.journey.SourceMatcher.withSource;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.lessThan;

import android.view.View;
import androidx.recyclerview.widget.RecyclerView;
import androidx.test.ext.junit.runners.AndroidJUnit4;
import dev.ember.app.R;
import java.util.List;
import org.hamcrest.Matcher;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;

/** Messages of a chat: other wordings, other answers, what is kept and what goes. */
@RunWith(AndroidJUnit4.class)
public final class BranchJourneyTest {
  private static final String HELLO = "Hello";
  private static final String OTHER = "Good morning";
  private static final String NEXT = "And now?";

  /** Behind a number, so that each is another. */
  private static final String STORY =
      ". Tell me a long story about a small lamp in the last house by the sea, a dog that would"
          + " not go home, and a girl who counted boats.";

  private static final int MANY = 20;

  @Rule public final AppDriver app = new AppDriver();

  @Test
  public void edit_question_isAnAlternativeOfIt() {
    ask(HELLO);
    app.longPress(question(HELLO));
    app.chooseFromPopup(R.string.edit_and_send);
    app.see(withId(R.id.edit_bar));
    app.see(allOf(withId(R.id.field), withText(HELLO)));

    app.send(OTHER);
    app.watchAnswer();
    app.see(question(OTHER));
    app.seeNot(withId(R.id.edit_bar));

    app.click(allOf(withId(R.id.pager_previous), inQuestion()));
    app.see(question(HELLO));
  }

  @Test
  public void edit_cancelled_givesTheDraftBack() {
    ask(HELLO);
    app.type(withId(R.id.field), "half a thou");
    app.longPress(question(HELLO));
    app.chooseFromPopup(R.string.edit_and_send);
    app.see(allOf(withId(R.id.field), withText(HELLO)));

    app.click(withId(R.id.edit_cancel));
    app.see(allOf(withId(R.id.field), withText("half a thou")));
  }

  @Test
  public void edit_leftAndItsProcessEnded_goesOnWhereItStood() {
    ask(HELLO);
    app.type(withId(R.id.field), "half a thou");
    app.longPress(question(HELLO));
    app.chooseFromPopup(R.string.edit_and_send);
    app.type(withId(R.id.field), OTHER);

    app.back();
    app.openChat();
    app.see(allOf(withId(R.id.field), withText(OTHER)));
    app.dieInBackgroundAndComeBack();
    app.see(allOf(withId(R.id.field), withText(OTHER)));
    app.see(withId(R.id.edit_bar));

    app.click(withId(R.id.edit_cancel));
    app.see(allOf(withId(R.id.field), withText("half a thou")));
    app.back();
    app.openChat();
    app.see(allOf(withId(R.id.field), withText("half a thou")));
    app.seeNot(withId(R.id.edit_bar));
  }

  @Test
  public void edit_begunAfterAnotherAndItsProcessEnded_isTheOneThatComesBack() {
    ask(HELLO);
    app.send(NEXT);
    app.watchAnswer();
    edit(NEXT);
    app.type(withId(R.id.field), OTHER);
    app.onActivity(
        activity -> activity.<RecyclerView>findViewById(R.id.messages).scrollToPosition(0));
    edit(HELLO);

    app.dieInBackgroundAndComeBack();
    app.see(withId(R.id.edit_bar));
    app.back();
    app.openChat();
    app.see(allOf(withId(R.id.field), withText(HELLO)));
  }

  @Test
  public void edit_ofAQuestionThatIsDeleted_leavesItsWordingBehindTheDraft() {
    editAndDelete();
    app.see(allOf(withId(R.id.field), withText("half a thou\n\n" + OTHER)));
    app.seeNot(withId(R.id.edit_bar));

    app.dieInBackgroundAndComeBack();
    app.see(allOf(withId(R.id.field), withText("half a thou\n\n" + OTHER)));
    app.seeNot(withId(R.id.edit_bar));
    app.back();
    app.openChat();
    app.see(allOf(withId(R.id.field), withText("half a thou\n\n" + OTHER)));
  }

  @Test
  public void edit_ofAQuestionThatIsDeletedAndComesBack_goesOn() {
    editAndDelete();
    app.click(withText(R.string.undo));
    app.see(question(HELLO));
    app.see(withId(R.id.edit_bar));
    app.see(allOf(withId(R.id.field), withText(OTHER)));

    app.dieInBackgroundAndComeBack();
    app.see(withId(R.id.edit_bar));
    app.back();
    app.openChat();
    app.see(allOf(withId(R.id.field), withText(OTHER)));
    app.click(withId(R.id.edit_cancel));
    app.see(allOf(withId(R.id.field), withText("half a thou")));
  }

  /** With a draft beside it. */
  private void editAndDelete() {
    ask(HELLO);
    app.type(withId(R.id.field), "half a thou");
    edit(HELLO);
    app.type(withId(R.id.field), OTHER);
    act(HELLO, R.string.delete_message);
    app.seeNot(question(HELLO));
  }

  private void edit(String question) {
    act(question, R.string.edit_and_send);
    app.see(allOf(withId(R.id.field), withText(question)));
  }

  /** As TalkBack does: on the smallest window a menu does not show all of its rows. */
  private void act(String question, int words) {
    app.perform(question(question), OfferedAction.called(words));
  }

  @Test
  public void edit_sent_givesTheDraftBack() {
    ask(HELLO);
    app.type(withId(R.id.field), "half a thou");
    app.longPress(question(HELLO));
    app.chooseFromPopup(R.string.edit_and_send);
    app.see(allOf(withId(R.id.field), withText(HELLO)));

    app.send(OTHER);
    app.watchAnswer();
    app.see(allOf(withId(R.id.field), withText("half a thou")));
    app.back();
    app.openChat();
    app.see(allOf(withId(R.id.field), withText("half a thou")));
  }

  @Test
  public void delete_answer_isBackWithUndo() {
    String answer = ask(HELLO);
    app.chooseMore(R.id.message_more, R.string.delete_message);
    app.seeNot(withId(R.id.answer));
    app.click(withText(R.string.undo));
    app.see(allOf(withId(R.id.answer), withSource(answer)));
  }

  @Test
  public void pin_message_staysAfterTheNextStart() {
    ask(HELLO);
    app.longPress(question(HELLO));
    app.chooseFromPopup(R.string.pin_message);
    app.see(withId(R.id.question_pin));

    app.killAndReopen();
    app.openChat();
    app.see(withId(R.id.question_pin));
  }

  @Test
  public void branch_answer_isAChatOfItsOwn() {
    ask(HELLO);
    app.chooseMore(R.id.message_more, R.string.branch_here);
    app.see(question(HELLO));
    app.back();
    app.seeTimes(2, HELLO);
  }

  @Test
  public void selectText_message_isShownWhole() {
    ask(HELLO);
    app.longPress(question(HELLO));
    app.chooseFromPopup(R.string.select_text);
    app.seeInDialog(withText(HELLO));
  }

  @Test
  public void whenFull_choice_sticks() {
    ask(HELLO);
    app.click(withId(R.id.meter_block));
    app.clickInDialog(withId(R.id.when_full_stop));
    app.closeSheet();
    app.killAndReopen();
    app.openChat();
    app.click(withId(R.id.meter_block));
    app.seeInDialog(
        allOf(
            withId(R.id.when_full_stop), androidx.test.espresso.matcher.ViewMatchers.isChecked()));
  }

  @Test
  public void windowFull_oldestDropped_theQuestionIsAnsweredBelowALineThatSaysSo() {
    ask(HELLO);
    app.click(withId(R.id.meter_block));
    app.clickInDialog(withId(R.id.when_full_stop));
    app.closeSheet();
    int sent = 0;
    while (!isShown(R.id.full_drop)) {
      assertThat("questions that fitted", ++sent, lessThan(MANY));
      app.send(sent + STORY);
    }
    app.see(withText(R.string.window_full_title));
    app.click(withId(R.id.full_drop));
    app.seeNot(withId(R.id.full_drop));
    app.see(question(sent + STORY));
    app.seeAnswerTo(sent + STORY);

    for (int i = 0; !isCutShown(); i++) {
      assertThat("screens up to the cut line", i, lessThan(MANY));
      app.perform(withId(R.id.messages), swipeDown());
    }
    app.click(withText(R.string.cut_line));
    app.seeInDialog(withId(R.id.window_forgotten));
  }

  private boolean isCutShown() {
    return app.read(
        activity -> ShownWords.all(activity).contains(activity.getString(R.string.cut_line)));
  }

  private boolean isShown(int id) {
    return app.read(
        activity -> {
          View view = activity.findViewById(id);
          return view != null && view.isShown();
        });
  }

  /** Sends and waits; gives the answer. */
  private String ask(String question) {
    app.newChat();
    app.send(question);
    List<String> stages = app.watchAnswer();
    return stages.get(stages.size() - 1);
  }

  private static Matcher<View> question(String text) {
    return allOf(withId(R.id.question), withText(text));
  }

  private static Matcher<View> inQuestion() {
    return isDescendantOfA(withId(R.id.question_row));
  }
}
