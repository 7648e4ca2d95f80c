package dev.ember.app.screens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.robolectric.Shadows.shadowOf;

import android.os.Bundle;
import android.view.View;
import android.view.ViewGroup;
import android.view.accessibility.AccessibilityNodeInfo;
import android.view.accessibility.AccessibilityNodeProvider;
import android.widget.EditText;
import android.widget.ListView;
import android.widget.PopupWindow;
import android.widget.TextView;
import com.google.android.material.tabs.TabLayout;
import dev.ember.app.R;
import dev.ember.app.inside.page.InsideScreen;
import dev.ember.app.inside.page.InsideText;
import java.util.ArrayList;
import java.util.List;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.RuntimeEnvironment;
import org.robolectric.annotation.Config;

/**
 * What was typed and chosen on the screens that look inside comes back after the system has ended
 * the process: only what it keeps of them, as bytes, is left to the next one.
 */
@RunWith(RobolectricTestRunner.class)
@Config(application = ScriptedApp.class, sdk = 35, qualifiers = ScreenshotTest.PHONE)
public final class ProcessDeathTest {
  /** Tokens of {@code WordModel}'s sentence and its end. */
  private static final int TO_THE_END = 13;

  /** The place of the speed in its menu. */
  private static final int FAST = 2;

  @Rule public final WindowRule window = new WindowRule();

  private final ScreenRule screen = window.screen();

  private void open(InsideScreen which) {
    window.get().openInside(which, InsideText.NONE);
    screen.settle();
  }

  private void type(String text) {
    ((EditText) window.find(R.id.inside_field)).setText(text);
    screen.settle();
  }

  private TabLayout.Tab tab(int place) {
    TabLayout tabs = (TabLayout) window.find(R.id.attention_tabs);
    TabLayout.Tab tab = tabs.getTabAt(place);
    assertThat(tab).isNotNull();
    return tab;
  }

  @Test
  public void attention_textLayerTokenAndTab_comeBack() {
    open(InsideScreen.ATTENTION);
    type("the cat and the lamp");
    window.click(R.id.attention_layer_more);
    window.click(R.id.attention_row_before);
    String layer = window.text(R.id.attention_layer);
    String reading = window.text(R.id.attention_reading);
    window.dieAndComeBack();
    assertThat(window.text(R.id.inside_field)).isEqualTo("the cat and the lamp");
    assertThat(window.text(R.id.attention_layer)).isEqualTo(layer).startsWith("2");
    assertThat(window.text(R.id.attention_reading)).isEqualTo(reading);
    assertThat(window.find(R.id.attention_map).isShown()).isTrue();

    tab(1).select();
    screen.settle();
    window.dieAndComeBack();
    assertThat(tab(1).isSelected()).isTrue();
    assertThat(window.find(R.id.attention_lens).isShown()).isTrue();
  }

  @Test
  public void meaning_wordAndSum_comeBack() {
    open(InsideScreen.MEANING);
    type("sun");
    window.click(R.id.sum_another);
    String from = window.text(R.id.sum_from);
    String expected = window.text(R.id.sum_expected);
    String near = window.text(R.id.near_heading);
    assertThat(near).contains("sun");
    window.dieAndComeBack();
    assertThat(window.text(R.id.inside_field)).isEqualTo("sun");
    assertThat(window.text(R.id.near_heading)).isEqualTo(near);
    assertThat(window.text(R.id.sum_from)).isEqualTo(from);
    assertThat(window.text(R.id.sum_expected)).isEqualTo(expected);
  }

  @Test
  public void positions_sentenceAndWords_comeBack() {
    open(InsideScreen.POSITIONS);
    type("one two three four");
    words().getChildAt(0).performClick(); // begins another choice
    words().getChildAt(2).performClick();
    screen.settle();
    String finding = window.text(R.id.order_finding);
    window.dieAndComeBack();
    assertThat(window.text(R.id.inside_field)).isEqualTo("one two three four");
    List<Boolean> chosen = new ArrayList<>();
    for (int i = 0; i < words().getChildCount(); i++) {
      chosen.add(words().getChildAt(i).isSelected());
    }
    assertThat(chosen).containsExactly(true, false, true, false);
    assertThat(window.text(R.id.order_after)).contains("three two one four");
    assertThat(window.text(R.id.order_finding)).isEqualTo(finding);
  }

  private ViewGroup words() {
    return (ViewGroup) window.find(R.id.order_words);
  }

  @Test
  public void stages_question_comesBackWithItsAnswers() {
    open(InsideScreen.RAISED);
    type("Who are you?");
    window.click(R.id.stages_ask);
    String said = firstAnswer();
    assertThat(said).isNotEmpty();
    window.dieAndComeBack();
    assertThat(window.text(R.id.inside_field)).isEqualTo("Who are you?");
    assertThat(firstAnswer()).isEqualTo(said);
  }

  private String firstAnswer() {
    ViewGroup cards = (ViewGroup) window.find(R.id.stages_cards);
    TextView answer = cards.getChildAt(0).findViewById(R.id.stage_answer);
    return answer.isShown() ? answer.getText().toString() : "";
  }

  @Test
  public void step_textsSeedsSpeedAndSettings_comeBack() {
    screen.app().model(WordModel::engine);
    open(InsideScreen.ONE_TOKEN);
    type("This morning");
    window.click(R.id.step_two);
    for (int i = 0; i < TO_THE_END; i++) {
      window.click(R.id.step_forward);
    }
    window.click(R.id.step_second);
    changeSeed(R.id.step_second, "42");
    choosePace(FAST);
    slide(R.id.step_temperature, 1.3f);
    slide(R.id.step_top_k, 12);
    slide(R.id.step_top_p, 0.5f);
    requireChanged();
    String first = run(R.id.step_first);
    String second = run(R.id.step_second);
    String next = window.text(R.id.step_next);
    String parting = window.text(R.id.step_parting);
    int candidates = candidates();
    assertThat(first).isNotEqualTo(second);
    window.dieAndComeBack();
    assertThat(run(R.id.step_first)).isEqualTo(first);
    assertThat(run(R.id.step_second)).isEqualTo(second);
    assertThat(window.text(R.id.step_next)).isEqualTo(next);
    assertThat(window.text(R.id.step_parting)).isEqualTo(parting).startsWith("They part at token");
    assertThat(candidates()).isEqualTo(candidates).isPositive();
    requireChanged();
  }

  /** What the test of the steps has set. */
  private void requireChanged() {
    assertThat(text(R.id.step_first, R.id.step_count)).isEqualTo("The model ends the text here.");
    assertThat(text(R.id.step_second, R.id.step_count)).isEqualTo("The model ends the text here.");
    assertThat(window.find(R.id.step_forward).isEnabled()).isFalse();
    assertThat(text(R.id.step_first, R.id.step_seed)).isEqualTo("Seed 7");
    assertThat(text(R.id.step_second, R.id.step_seed)).isEqualTo("Seed 42");
    assertThat(window.text(R.id.step_next)).contains("seed 42");
    assertThat(window.find(R.id.step_pace).getContentDescription()).asString().contains("Fast");
    assertThat(text(R.id.step_temperature, R.id.step_slider_value)).isEqualTo("1.30");
    assertThat(text(R.id.step_top_k, R.id.step_slider_value)).isEqualTo("12");
    assertThat(text(R.id.step_top_p, R.id.step_slider_value)).isEqualTo("0.50");
  }

  private void changeSeed(int card, String seed) {
    window.find(card).findViewById(R.id.step_seed).performClick();
    screen.settle();
    screen.dialog().<EditText>findViewById(R.id.dialog_field).setText(seed);
    screen.dialog().findViewById(android.R.id.button1).performClick();
    screen.settle();
  }

  private void choosePace(int item) {
    window.click(R.id.step_pace);
    PopupWindow menu = shadowOf(RuntimeEnvironment.getApplication()).getLatestPopupWindow();
    ListView items = (ListView) menu.getContentView();
    items.performItemClick(items.getChildAt(item), item, item);
    screen.settle();
  }

  /** As a screen reader sets a slider. */
  private void slide(int row, float value) {
    View slider = window.find(row).findViewById(R.id.step_slider);
    Bundle progress = new Bundle();
    progress.putFloat(AccessibilityNodeInfo.ACTION_ARGUMENT_PROGRESS_VALUE, value);
    AccessibilityNodeProvider thumbs = slider.getAccessibilityNodeProvider();
    thumbs.performAction(0, android.R.id.accessibilityActionSetProgress, progress);
    screen.settle();
  }

  private int candidates() {
    return ((ViewGroup) window.find(R.id.step_candidates)).getChildCount();
  }

  private String run(int card) {
    return window.find(card).findViewById(R.id.step_text).getContentDescription().toString();
  }

  private String text(int within, int id) {
    return ((TextView) window.find(within).findViewById(id)).getText().toString();
  }

  @Test
  public void emptyAndTooLong_saySoOnEachScreen() {
    open(InsideScreen.ATTENTION);
    type("");
    assertEmpty("Pick a sentence first");
    type("a word ".repeat(200));
    assertTooLong();
    window.click(R.id.page_back);
    open(InsideScreen.POSITIONS);
    type("");
    assertEmpty("Type at least two words");
    type("a word ".repeat(200));
    assertTooLong();
    window.click(R.id.page_back);
    open(InsideScreen.MEANING);
    type("");
    assertThat(window.find(R.id.inside_empty).isShown()).isTrue();
    assertThat(window.find(R.id.near_result).isShown()).isFalse();
    assertThat(window.find(R.id.sum_board).isShown()).as("a sum needs no word").isTrue();
  }

  @Test
  public void stopped_onEachScreenThatCanBe_staysStopped() {
    window.get().openInside(InsideScreen.ATTENTION, InsideText.of("the cat"));
    screen.settle();
    screen.app().scope().lab().chatIsAnswered(true);
    ((EditText) window.find(R.id.inside_field)).setText("the cat and the lamp");
    assertStoppedForGood();
    window.get().openInside(InsideScreen.ATTENTION, InsideText.of("the cat and the sun"));
    screen.redraw();
    tab(1).select();
    assertStoppedForGood();
    window.get().openInside(InsideScreen.POSITIONS, InsideText.of("the dog bit the man"));
    assertStoppedForGood();
    window.get().openInside(InsideScreen.RAISED, InsideText.of("Who are you?"));
    screen.redraw();
    window.find(R.id.stages_ask).performClick();
    assertStoppedForGood();
  }

  private void assertStoppedForGood() {
    screen.redraw();
    assertThat(window.find(R.id.inside_working).isShown()).isTrue();
    window.find(R.id.inside_cancel).performClick();
    String typed = window.text(R.id.inside_field);
    screen.app().scope().lab().chatIsAnswered(false);
    window.dieAndComeBack();
    assertThat(window.text(R.id.inside_field)).isEqualTo(typed);
    assertEmpty("Stopped");

    window.click(R.id.inside_stopped_again);
    assertThat(window.find(R.id.inside_state).isShown()).isFalse();
    window.click(R.id.page_back);
    screen.app().scope().lab().chatIsAnswered(true); // which the next look waits for
  }

  private void assertEmpty(String title) {
    assertThat(window.find(R.id.inside_empty).isShown()).isTrue();
    assertThat(window.text(R.id.inside_empty_title)).isEqualTo(title);
    assertThat(window.find(R.id.inside_failed).isShown()).isFalse();
  }

  private void assertTooLong() {
    assertThat(window.find(R.id.inside_failed).isShown()).isTrue();
    assertThat(window.text(R.id.inside_failed_title))
        .matches("This text has [0-9,]+ tokens, and [0-9]+ fit");
    assertThat(window.find(R.id.inside_empty).isShown()).isFalse();
  }

  @Test
  public void workingBehindAChat_saysSoOnEachScreenAndGoesOn() {
    for (InsideScreen each :
        List.of(
            InsideScreen.TOKENS,
            InsideScreen.WINDOW,
            InsideScreen.ATTENTION,
            InsideScreen.MEANING,
            InsideScreen.POSITIONS,
            InsideScreen.RAISED)) {
      boolean ofAChat = each == InsideScreen.WINDOW;
      screen.app().scope().lab().chatIsAnswered(true);
      window.get().openInside(each, ofAChat ? InsideText.of("Hello") : InsideText.NONE);
      screen.redraw();
      assertThat(window.find(R.id.inside_working).isShown()).as(each + " works").isTrue();
      assertThat(window.text(R.id.inside_working_words)).startsWith("Waiting until the answer");
      screen.app().scope().lab().chatIsAnswered(false);
      screen.settle();
      assertThat(window.find(R.id.inside_state).isShown()).as(each + " is done").isFalse();
      window.click(R.id.page_back);
    }
  }

  @Test
  public void meaning_memoryTakenWhileItLooks_saysSoAndTriesAgain() {
    screen.app().scope().lab().chatIsAnswered(true);
    window.get().openInside(InsideScreen.MEANING, InsideText.NONE);
    screen.redraw();
    assertThat(window.find(R.id.inside_working).isShown()).isTrue();

    screen.app().scope().lab().relieveMemory();
    screen.settle();
    assertThat(window.find(R.id.inside_failed).isShown()).isTrue();
    assertThat(window.text(R.id.inside_failed_title))
        .isEqualTo("Stopped: the phone needed the memory");
    assertThat(window.find(R.id.meaning_result).isShown()).isFalse();

    screen.app().scope().lab().chatIsAnswered(false);
    window.click(R.id.inside_again);
    assertThat(window.find(R.id.inside_state).isShown()).isFalse();
    assertThat(window.find(R.id.near_result).isShown()).isTrue();
  }
}
