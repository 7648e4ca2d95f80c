package dev.ember.app.journey;

import static androidx.test.espresso.action.ViewActions.click;
import static androidx.test.espresso.action.ViewActions.pressKey;
import static androidx.test.espresso.action.ViewActions.replaceText;
import static androidx.test.espresso.matcher.ViewMatchers.isChecked;
import static androidx.test.espresso.matcher.ViewMatchers.isNotChecked;
import static androidx.test.espresso.matcher.ViewMatchers.isNotEnabled;
import static androidx.test.espresso.matcher.ViewMatchers.withId;
import static androidx.test.espresso.matcher.ViewMatchers.withText;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;

import android.content.Intent;
import android.net.Uri;
import android.view.KeyEvent;
import androidx.test.espresso.action.EspressoKey;
import androidx.test.ext.junit.runners.AndroidJUnit4;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.ember.app.R;
import java.io.IOException;
import java.util.List;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;

/** How an answer is picked, how long it may be, and what the keyboard does. */
@RunWith(AndroidJUnit4.class)
public final class ControlsJourneyTest {
  private static final String STORY = "Tell me a story about a lamp that can talk.";

  @Rule public final OtherApps others = new OtherApps();
  @Rule public final AppDriver app = new AppDriver();

  @Test
  public void seed_typed_givesTheSameAnswerAgain() {
    app.newChat();
    app.click(withId(R.id.preset));
    app.scrollAndClickInDialog(withId(R.id.same_dice));
    app.seeInDialog(allOf(withId(R.id.seed_value), withText("7")));
    app.clickInDialog(withId(R.id.seed_value));
    app.answerDialog("1234567890123456789"); // more digits than a floating-point number has
    app.seeInDialog(allOf(withId(R.id.seed_value), withText("1234567890123456789")));
    app.closeSheet();

    app.send(STORY);
    String first = last(app.watchAnswer());
    app.click(withId(R.id.again));
    app.see(allOf(withId(R.id.pager_place), withText("2/2")));
    assertThat(last(app.watchAnswer()), equalTo(first));
  }

  @Test
  public void longestAnswer_sixteen_stopsThereAndSaysSo() {
    app.newChat();
    app.click(withId(R.id.preset));
    app.clickInDialog(withId(R.id.preset_exact)); // a story that was drawn may be shorter
    app.scrollAndClickInDialog(withId(R.id.longest_value));
    app.answerDialog("16");
    app.seeInDialog(allOf(withId(R.id.longest_value), withText("16")));
    app.closeSheet();
    app.send(STORY);
    app.watchAnswer();
    app.see(
        allOf(
            withId(R.id.stats),
            withText(
                allOf(containsString("16 tokens"), containsString("longest answer reached")))));
    app.click(withId(R.id.resume));
    app.see(allOf(withId(R.id.stats), withText(containsString("32 tokens"))));
  }

  @Test
  public void preset_renamedAndDeleted_comesBackByUndo() {
    app.newChat();
    app.click(withId(R.id.preset));
    app.scrollAndClickInDialog(withId(R.id.longest_value));
    app.answerDialog("64");
    app.clickInDialog(withId(R.id.preset_lively));
    app.clickInDialog(withId(R.id.preset_save));
    app.answerDialog("Poems");
    app.seeInDialog(withText("Poems"));
    app.longClickInDialog(withText("Poems"));
    app.chooseFromPopup(R.string.rename);
    app.answerDialog("Verses");
    app.seeInDialog(withText("Verses"));
    app.longClickInDialog(withText("Verses"));
    app.chooseFromPopup(R.string.delete);
    app.clickInDialog(withText(R.string.undo));
    app.seeInDialog(withText("Verses"));
  }

  @Test
  public void systemPrompt_ofAChat_goesBeforeThatOfItsModel() {
    app.newChat();
    app.chooseMore(R.id.more, R.string.system_prompt);
    typePrompt("For the chat.");
    app.clickInDialog(withId(R.id.scope_model));
    typePrompt("For the model.");
    app.clickInDialog(withId(R.id.system_prompt_save));

    app.rotate();
    app.chooseMore(R.id.more, R.string.system_prompt);
    app.seeInDialog(allOf(withId(R.id.system_prompt_field), withText("For the chat.")));
    app.clickInDialog(withId(R.id.scope_model));
    app.seeInDialog(allOf(withId(R.id.system_prompt_field), withText("For the model.")));
    app.clickInDialog(withId(R.id.system_prompt_cancel));
  }

  @Test
  public void prompt_chosenChangedAndKept_isThereByItsName() {
    app.newChat();
    app.chooseMore(R.id.more, R.string.system_prompt);
    app.clickInDialog(withText(R.string.prompt_preset_brief));
    app.seeInDialog(allOf(withId(R.id.system_prompt_field), withText(R.string.prompt_text_brief)));
    app.seeInDialog(allOf(withText(R.string.prompt_preset_brief), isChecked()));
    app.seeInDialog(allOf(withId(R.id.prompt_save), isNotEnabled()));

    typePrompt("Answer in rhymes.");
    app.seeInDialog(allOf(withText(R.string.prompt_preset_brief), isNotChecked()));
    app.clickInDialog(withId(R.id.prompt_save));
    app.answerDialog("Rhymes");
    app.seeInDialog(allOf(withText("Rhymes"), isChecked()));
    app.clickInDialog(withText(R.string.prompt_preset_story));
    app.clickInDialog(withText("Rhymes"));
    app.clickInDialog(withId(R.id.system_prompt_save));

    app.rotate();
    app.chooseMore(R.id.more, R.string.system_prompt);
    app.seeInDialog(allOf(withId(R.id.system_prompt_field), withText("Answer in rhymes.")));
    app.longClickInDialog(withText("Rhymes"));
    app.chooseFromPopup(R.string.delete);
    app.clickInDialog(withText(R.string.undo));
    app.seeInDialog(allOf(withText("Rhymes"), isChecked()));
    app.closeSheet();
    app.click(withId(R.id.preset)); // which is of how words are picked
    app.seeInDialog(withId(R.id.preset_lively));
    app.seeNoneInDialog(withText("Rhymes"));
  }

  @Test
  public void prompt_overOwnWordsOfTheChat_givesThemBackToTheChat() {
    app.newChat();
    app.chooseMore(R.id.more, R.string.system_prompt);
    typePrompt("My own words.");
    app.clickInDialog(withText(R.string.prompt_preset_steps));
    app.clickInDialog(withId(R.id.scope_model));
    app.clickInDialog(withText(R.string.undo));
    app.seeInDialog(allOf(withId(R.id.system_prompt_field), withText("")));
    app.clickInDialog(withId(R.id.scope_chat));
    app.seeInDialog(allOf(withId(R.id.system_prompt_field), withText("My own words.")));
    app.clickInDialog(withId(R.id.system_prompt_cancel));
  }

  @Test
  public void prompt_overOwnWords_givesThemBack() {
    app.newChat();
    app.chooseMore(R.id.more, R.string.system_prompt);
    typePrompt("My own words.");
    app.clickInDialog(withText(R.string.prompt_preset_steps));
    app.clickInDialog(withText(R.string.undo));
    app.seeInDialog(allOf(withId(R.id.system_prompt_field), withText("My own words.")));
  }

  @Test
  public void escape_whileEditing_givesTheDraftBack() {
    app.newChat();
    app.send("Hello");
    app.watchAnswer();
    app.type(withId(R.id.field), "half a thought");
    app.longPress(withId(R.id.question));
    app.chooseFromPopup(R.string.edit_and_send);
    app.see(withId(R.id.edit_bar));
    app.perform(withId(R.id.field), click(), pressKey(KeyEvent.KEYCODE_ESCAPE));
    app.seeNot(withId(R.id.edit_bar));
    app.see(allOf(withId(R.id.field), withText("half a thought")));
  }

  @Test
  public void controlEnter_sendsAndShiftEnterDoesNot() {
    app.newChat();
    app.perform(
        withId(R.id.field),
        click(),
        replaceText("Hello"),
        pressKey(
            new EspressoKey.Builder()
                .withKeyCode(KeyEvent.KEYCODE_ENTER)
                .withShiftPressed(true)
                .build()));
    app.seeNot(withId(R.id.question));
    app.perform(
        withId(R.id.field),
        replaceText("Hello"),
        pressKey(
            new EspressoKey.Builder()
                .withKeyCode(KeyEvent.KEYCODE_ENTER)
                .withCtrlPressed(true)
                .build()));
    app.see(allOf(withId(R.id.question), withText("Hello")));
    app.watchAnswer();
  }

  @Test
  public void chat_shared_isTextForAnotherApp() {
    app.newChat();
    app.send("Hello");
    String answer = last(app.watchAnswer());
    app.chooseMore(R.id.more, R.string.share_chat);
    app.awaitThat("a share sheet", others::wereAsked);
    Intent shared = others.last();
    assertThat(shared.getType(), equalTo("text/plain"));
    assertThat(
        shared.getStringExtra(Intent.EXTRA_TEXT),
        allOf(containsString("Hello"), containsString(answer)));
  }

  @Test
  public void chat_saved_isAFileInTheFormThatWasChosen() throws IOException {
    Uri file = OtherApps.file("chat", new byte[0]);
    others.give(Intent.ACTION_CREATE_DOCUMENT, file);
    app.newChat();
    app.send("Hello");
    String answer = last(app.watchAnswer());
    app.chooseMore(R.id.more, R.string.save_markdown);
    app.awaitThat("a place for it", others::wereAsked);
    app.see(withId(R.id.answer)); // and by then it is written
    assertThat(others.last().getStringExtra(Intent.EXTRA_TITLE), endsWith(".md"));
    assertThat(OtherApps.read(file), allOf(containsString("Hello"), containsString(answer)));

    app.chooseMore(R.id.more, R.string.save_json);
    app.see(withId(R.id.answer));
    assertThat(others.last().getStringExtra(Intent.EXTRA_TITLE), endsWith(".json"));
    JsonObject chat = JsonParser.parseString(OtherApps.read(file)).getAsJsonObject();
    assertThat(chat.toString(), containsString("Hello"));
  }

  @Test
  public void answer_shared_isItsTextAlone() {
    app.newChat();
    app.send("Hello");
    String answer = last(app.watchAnswer());
    app.chooseMore(R.id.message_more, R.string.share);
    app.awaitThat("a share sheet", others::wereAsked);
    assertThat(others.last().getStringExtra(Intent.EXTRA_TEXT), equalTo(answer));
  }

  private void typePrompt(String text) {
    app.typeInDialog(withId(R.id.system_prompt_field), text);
  }

  private static String last(List<String> texts) {
    return texts.get(texts.size() - 1);
  }
}
