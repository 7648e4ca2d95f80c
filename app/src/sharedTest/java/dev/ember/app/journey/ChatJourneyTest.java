package dev.ember.app.journey;

import static androidx.test.espresso.action.ViewActions.pressKey;
import static androidx.test.espresso.action.ViewActions.swipeDown;
import static androidx.test.espresso.matcher.ViewMatchers.isDescendantOfA;
import static androidx.test.espresso.matcher.ViewMatchers.withId;
import static androidx.test.espresso.matcher.ViewMatchers.withText;
import static dev.ember.app.journey.SourceMatcher.withSource;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.startsWith;

import android.app.Activity;
import android.view.KeyEvent;
import android.view.View;
import androidx.test.ext.junit.runners.AndroidJUnit4;
import dev.ember.app.R;
import java.util.List;
import org.hamcrest.Matcher;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;

@RunWith(AndroidJUnit4.class)
public final class ChatJourneyTest {
  private static final String HELLO = "Hello";
  private static final String STORY = "Tell me a story about a lamp that can talk.";

  @Rule public final AppDriver app = new AppDriver(new TestPhone().unproved());

  @Test
  public void message_realModel_streamsAndSurvivesRotationAndDeath() {
    app.newChat();
    app.send(STORY);
    List<String> stages = app.watchAnswer();
    String answer = last(stages);
    assertThat(answer.length(), greaterThan(0));
    // A fast machine may show it whole at once; ScreenshotTest stops the same model half-way.
    for (String stage : stages) {
      assertThat(answer, startsWith(stage));
    }

    app.rotate();
    app.see(allOf(withId(R.id.question), withText(STORY)));
    app.see(allOf(withId(R.id.answer), withSource(answer)));

    app.killAndReopen();
    app.see(allOf(withId(R.id.chat_title), withText(STORY)));
    app.openChat();
    app.see(allOf(withId(R.id.question), withText(STORY)));
    app.see(allOf(withId(R.id.answer), withSource(answer)));
  }

  @Test
  public void firstStart_suggestionTapped_isAnsweredAndTheListIsOneStepBack() {
    app.installAnew();
    app.see(withId(R.id.suggestions));
    app.rotate();
    app.click(withText(R.string.suggest_hello));
    assertThat(last(app.watchAnswer()).length(), greaterThan(0));
    app.back();
    app.see(withId(R.id.chat_row)); // throws if there are two
  }

  @Test
  public void firstStart_chatLeftUnused_isNotOpenedASecondTime() {
    app.installAnew();
    app.see(withId(R.id.suggestions));
    app.back();
    app.see(withId(R.id.empty_title));
    app.killAndReopen();
    app.see(withId(R.id.empty_title));
  }

  @Test
  public void suggestion_tapped_isSentAndAnswered() {
    app.newChat();
    app.click(withText(R.string.suggest_hello));
    app.see(allOf(withId(R.id.question), withText(R.string.prompt_hello)));
    assertThat(last(app.watchAnswer()).length(), greaterThan(0));
  }

  @Test
  public void enterKey_onAKeyboard_sends() {
    app.newChat();
    app.type(withId(R.id.field), HELLO);
    app.perform(withId(R.id.field), pressKey(KeyEvent.KEYCODE_ENTER));
    app.see(allOf(withId(R.id.question), withText(HELLO)));
    app.watchAnswer();
    app.see(allOf(withId(R.id.field), withText("")));
  }

  @Test
  public void copy_answer_isOnTheClipboard() {
    app.newChat();
    app.send(HELLO);
    String answer = last(app.watchAnswer());
    app.click(withId(R.id.copy));
    assertThat(Clipboard.text(app), equalTo(answer));
  }

  @Test
  public void again_lastAnswer_isAnAlternative() {
    app.newChat();
    app.send(HELLO);
    app.watchAnswer();
    app.click(withId(R.id.again));
    app.watchAnswer();
    app.rotate();
    app.see(withId(R.id.answer)); // throws if there are two
    app.see(
        allOf(withId(R.id.pager_place), withText("2/2"), isDescendantOfA(withId(R.id.actions))));
    app.click(allOf(withId(R.id.pager_previous), isDescendantOfA(withId(R.id.actions))));
    app.see(
        allOf(withId(R.id.pager_place), withText("1/2"), isDescendantOfA(withId(R.id.actions))));
  }

  @Test
  public void rename_fromTheList_sticks() {
    writeOneChat();
    app.select("Hello");
    app.chooseMore(R.id.selection_more, R.string.rename);
    app.answerDialog("A lamp");
    app.see(allOf(withId(R.id.chat_title), withText("A lamp")));

    app.killAndReopen();
    app.see(allOf(withId(R.id.chat_title), withText("A lamp")));
  }

  @Test
  public void delete_undone_isBackWithItsMessages() {
    String answer = writeOneChat();
    app.select("Hello");
    app.click(withId(R.id.selection_delete));
    app.see(withId(R.id.empty_title));
    app.click(withText(R.string.undo));
    app.openChat();
    app.see(allOf(withId(R.id.answer), withSource(answer)));
  }

  @Test
  public void delete_notUndone_isGoneAfterTheNextStart() {
    writeOneChat();
    app.select("Hello");
    app.click(withId(R.id.selection_delete));
    app.see(withId(R.id.empty_title));
    app.killAndReopen();
    app.see(withId(R.id.empty_title));
  }

  @Test
  public void sampling_typedValue_sticks() {
    app.newChat();
    app.send(HELLO);
    app.watchAnswer();
    app.click(withId(R.id.preset));
    app.clickInDialog(temperatureValue());
    app.answerDialog("1.25");
    app.seeInDialog(allOf(temperatureValue(), withText("1.25")));
    app.closeSheet();
    app.see(allOf(withId(R.id.preset), withText(R.string.preset_own)));

    app.killAndReopen();
    app.openChat();
    app.see(allOf(withId(R.id.preset), withText(R.string.preset_own)));
    app.click(withId(R.id.preset));
    app.seeInDialog(allOf(temperatureValue(), withText("1.25")));
    app.scrollAndClickInDialog(withId(R.id.reset));
    app.closeSheet();
    app.see(allOf(withId(R.id.preset), withText(R.string.preset_model)));
  }

  @Test
  public void sampling_forAllChats_holdsInAChatWithoutItsOwn() {
    app.newChat();
    app.send(HELLO);
    app.watchAnswer();
    app.click(withId(R.id.preset));
    app.clickInDialog(withId(R.id.scope_all));
    app.clickInDialog(withId(R.id.preset_exact));
    app.closeSheet();
    app.see(allOf(withId(R.id.preset), withText(R.string.preset_exact)));

    app.back();
    app.click(withId(R.id.new_chat));
    app.see(allOf(withId(R.id.preset), withText(R.string.preset_exact)));
  }

  @Test
  public void sampling_savedAsAPreset_hasItsName() {
    app.newChat();
    app.click(withId(R.id.preset));
    app.clickInDialog(temperatureValue());
    app.answerDialog("1.25");
    app.seeInDialog(allOf(temperatureValue(), withText("1.25")));
    app.clickInDialog(withId(R.id.preset_save));
    app.answerDialog("Poems");
    app.seeInDialog(withText("Poems"));
    app.closeSheet();
    app.see(allOf(withId(R.id.preset), withText("Poems")));
  }

  @Test
  public void draft_leftUnsent_isThereAfterTheNextStart() {
    app.newChat();
    app.type(withId(R.id.field), "Do I need a");
    app.back();
    app.see(withId(R.id.chat_row));
    app.killAndReopen();
    app.openChat();
    app.see(allOf(withId(R.id.field), withText("Do I need a")));
  }

  @Test
  public void scrolledUp_jumpTapped_isAtTheEndAgain() {
    app.newChat();
    for (int i = 0; !app.<Boolean>read(ChatJourneyTest::isLongerThanTheScreen); i++) {
      assertThat("answers on one screen", i, lessThan(10));
      app.send(STORY);
      app.watchAnswer();
    }
    app.seeNot(withId(R.id.jump));
    app.perform(withId(R.id.messages), swipeDown());
    app.click(withId(R.id.jump));
    app.seeNot(withId(R.id.jump));
    assertThat(
        app.read(activity -> activity.findViewById(R.id.messages).canScrollVertically(1)),
        equalTo(false));
  }

  private static boolean isLongerThanTheScreen(Activity activity) {
    return activity.findViewById(R.id.messages).canScrollVertically(-1);
  }

  /** One chat, and the list in front; gives the answer. */
  private String writeOneChat() {
    app.newChat();
    app.send(HELLO);
    String answer = last(app.watchAnswer());
    app.back();
    app.see(withId(R.id.chat_row));
    return answer;
  }

  private static Matcher<View> temperatureValue() {
    return allOf(withId(R.id.row_value), isDescendantOfA(withId(R.id.temperature)));
  }

  private static String last(List<String> texts) {
    return texts.get(texts.size() - 1);
  }
}
