package dev.ember.app.screens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.robolectric.Shadows.shadowOf;

import android.content.ClipData;
import android.content.ClipboardManager;
import android.view.View;
import android.view.ViewGroup;
import android.view.accessibility.AccessibilityEvent;
import android.view.accessibility.AccessibilityManager;
import android.view.accessibility.AccessibilityNodeInfo;
import android.widget.EditText;
import android.widget.TextView;
import androidx.recyclerview.widget.RecyclerView;
import dev.ember.app.R;
import dev.ember.app.concurrent.AppExecutors;
import dev.ember.app.settings.Settings;
import dev.ember.app.testing.Awaited;
import dev.ember.inference.backend.FakeBackend;
import dev.ember.inference.bundle.SmallTokenizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.annotation.Config;
import org.robolectric.annotation.GraphicsMode;

/** What somebody hears who does not see the screen. */
@RunWith(RobolectricTestRunner.class)
@GraphicsMode(GraphicsMode.Mode.NATIVE)
@Config(application = ScriptedApp.class, sdk = 35, qualifiers = ScreenshotTest.PHONE)
public final class TalkBackTest {
  private static final String ANSWER = "I am a lamp. I stand on a table. I like the dark.";

  /** In the middle of the third sentence. */
  private static final int PAUSE_AFTER = 40;

  @Rule public final ScreenRule screen = new ScreenRule();

  private final FakeBackend words = new FakeBackend(ScriptedModel.config());
  private final PausingBackend backend = new PausingBackend(words);

  @Before
  public void listen() {
    words.answer(SmallTokenizer.answer(ANSWER));
    screen.app().model(() -> ScriptedModel.engine(backend));
    listening(true);
  }

  private void listening(boolean somebody) {
    shadowOf(screen.app().getSystemService(AccessibilityManager.class)).setEnabled(somebody);
  }

  @After
  public void release() {
    backend.goOn();
  }

  @Test
  public void answer_whileItIsWritten_isSpokenBySentences() {
    screen.launch();
    screen.click(R.id.empty_new_chat);
    backend.pauseAfter(PAUSE_AFTER);
    screen.send("Who are you?");
    screen.settleAround(backend::stands);
    assertThat(spoken()).containsExactly("I am a lamp.", "I stand on a table.");

    backend.goOn();
    screen.settle();
    assertThat(spoken())
        .containsExactly(
            "I am a lamp.", "I stand on a table.", "I like the dark.", "Answer finished");
  }

  @Test
  public void answer_completeBeforeAnythingOfItIsSeen_isSpokenToo() {
    words.answer(SmallTokenizer.answer("Yes."));
    screen.launch();
    screen.click(R.id.empty_new_chat);
    answerUnseen("Are you?");
    assertThat(spoken()).containsExactly("Yes.", "Answer finished");
    answerUnseen("And now?");
    assertThat(spoken()).containsExactly("Yes.", "Answer finished", "Yes.", "Answer finished");
  }

  @Test
  public void answer_withMarks_isSaidWithoutThem() {
    words.answer(SmallTokenizer.answer("## Lamps\n\n- **oil**\n- wick\n\nSee [here](a.b).\n"));
    screen.launch();
    screen.click(R.id.empty_new_chat);
    answerInSight("What do lamps need?");
    assertThat(spoken()).containsExactly("Lamps", "oil", "wick", "See here.", "Answer finished");
    assertThat(description(R.id.answer)).startsWith("Ember. Lamps oil wick See here.");
  }

  @Test
  public void answer_listeningEndsWhileItIsWritten_isNotEndedLater() {
    screen.launch();
    screen.click(R.id.empty_new_chat);
    backend.pauseAfter(PAUSE_AFTER);
    screen.send("Who are you?");
    screen.settleAround(backend::stands);
    listening(false);
    backend.goOn();
    screen.settle();
    List<String> before = spoken();

    listening(true);
    answerInSight("And you?");
    assertThat(spoken().subList(before.size(), spoken().size()))
        .containsExactly(
            "I am a lamp.", "I stand on a table.", "I like the dark.", "Answer finished");
  }

  @Test
  public void answer_rowsThatAreNotLaidOut_isDescribedAllTheSame() {
    Samples.write(screen);
    screen.launchChat();
    String described =
        screen.read(
            activity -> {
              RecyclerView rows = activity.findViewById(R.id.messages);
              View row = (View) activity.findViewById(R.id.answer).getParent();
              Objects.requireNonNull(rows.getAdapter(), "rows")
                  .notifyItemChanged(rows.getChildAdapterPosition(row));
              return description(row);
            });
    assertThat(described).startsWith("Ember. Call sort on the list: A block of code.");
  }

  @Test
  public void answer_listeningBegins_isDescribedFromThenOn() {
    listening(false);
    Samples.write(screen);
    screen.launchChat();
    assertThat(described()).isNull();

    listening(true);
    assertThat(described()).startsWith("Ember. Call sort on the list: A block of code.");
    listening(false);
    assertThat(described()).isNull();
  }

  @Test
  public void answer_whileItIsWritten_isDescribedByItsWholeSentences() {
    screen.launch();
    screen.click(R.id.empty_new_chat);
    backend.pauseAfter(PAUSE_AFTER);
    screen.send("Who are you?");
    screen.settleAround(backend::stands);
    assertThat(described()).isEqualTo("Ember is answering. I am a lamp. I stand on a table.");

    backend.goOn();
    screen.settle();
    assertThat(described()).startsWith("Ember. I am a lamp. I stand on a table. I like the dark.");
  }

  @Test
  public void answer_whoseWordsAreTinted_saysOfWhichItWasLessSure() {
    askTheDoubting(true);
    assertThat(described()).contains("Less sure of: ");
  }

  @Test
  public void answer_whoseWordsAreNotTinted_saysNothingOfIt() {
    askTheDoubting(false);
    assertThat(described()).isNotEmpty().doesNotContain("Less sure of: ");
  }

  private void askTheDoubting(boolean tinted) {
    screen.app().model(() -> WordModel.engine(SunTable.DOUBTING, model -> model));
    screen.app().scope().engine().recordSureness(true);
    Settings.of(screen.app()).set(Settings.Switch.SHOW_SURENESS, tinted);
    screen.launch();
    screen.click(R.id.empty_new_chat);
    screen.send("How long does the light of the sun take?");
    screen.settle();
  }

  /** What checkers of accessibility read too. */
  private @Nullable String described() {
    return screen.read(
        activity -> {
          View row = (View) activity.findViewById(R.id.answer).getParent();
          return row.getContentDescription() == null
              ? null
              : row.getContentDescription().toString();
        });
  }

  @Test
  public void message_actions_areOfferedWithoutALongPress() {
    Samples.write(screen);
    screen.launchChat();
    assertThat(actions(R.id.answer))
        .contains("Copy", "Share", "Delete message", "New chat from here");
    assertThat(actions(R.id.question)).contains("Copy", "Edit and send again");
  }

  @Test
  public void chatRow_swipes_areOfferedAsActions() {
    Samples.write(screen);
    screen.launch();
    assertThat(actions(R.id.chat_row)).contains("Archive", "Delete", "Rename");
  }

  @Test
  public void message_actionsChosen_doWhatTheySay() {
    words.answer(SmallTokenizer.answer("First."));
    screen.launch();
    screen.click(R.id.empty_new_chat);
    screen.send("Who are you?");
    screen.settle();
    words.answer(SmallTokenizer.answer("Second."));
    perform(R.id.answer, "Answer again");
    assertThat(described()).startsWith("Ember. Second.").contains("Alternative 2 of 2.");

    perform(R.id.answer, "Previous alternative");
    assertThat(described()).startsWith("Ember. First.").contains("Alternative 1 of 2.");
    assertThat(actions(R.id.answer)).doesNotContain("Previous alternative");
    perform(R.id.answer, "Next alternative");
    assertThat(described()).startsWith("Ember. Second.");
    assertThat(actions(R.id.answer)).doesNotContain("Next alternative");

    perform(R.id.answer, "Copy");
    ClipData clip = screen.app().getSystemService(ClipboardManager.class).getPrimaryClip();
    assertThat(Objects.requireNonNull(clip, "clip").getItemAt(0).getText().toString())
        .isEqualTo("Second.");
  }

  @Test
  public void chatRow_actionsChosen_doWhatTheySay() {
    Samples.write(screen);
    screen.launch();
    String title = titleOfTheFirst();
    perform(R.id.chat_row, "Archive");
    assertThat(titleOfTheFirst()).isNotEqualTo(title);
    screen.openArchive();
    assertThat(titleOfTheFirst()).isEqualTo(title);

    perform(R.id.chat_row, "Delete");
    assertThat(screen.<Boolean>read(activity -> activity.findViewById(R.id.empty).isShown()))
        .isTrue();
  }

  private String titleOfTheFirst() {
    return screen.read(
        activity -> {
          View row = activity.findViewById(R.id.chat_row);
          return row.<TextView>findViewById(R.id.chat_title).getText().toString();
        });
  }

  /** As TalkBack does with what is chosen from its menu. */
  private void perform(int id, String label) {
    screen.with(
        activity -> {
          View view = activity.findViewById(id);
          while (!performed(view, label)) {
            view = (View) view.getParent(); // fails with the window where nobody offers it
          }
        });
    screen.settle();
  }

  private static boolean performed(View view, String label) {
    for (AccessibilityNodeInfo.AccessibilityAction action :
        view.createAccessibilityNodeInfo().getActionList()) {
      if (action.getLabel() != null && label.contentEquals(action.getLabel())) {
        assertThat(view.performAccessibilityAction(action.getId(), null)).as(label).isTrue();
        return true;
      }
    }
    return false;
  }

  @Test
  public void focus_inAChat_goesFromTheTitleToTheButton() {
    Samples.write(screen);
    screen.launchChat();
    List<Integer> order = new ArrayList<>();
    screen.with(activity -> collect(activity.findViewById(R.id.chat_root), order));
    assertThat(order)
        .containsSubsequence(
            R.id.back,
            R.id.title_block,
            R.id.question,
            R.id.answer,
            R.id.meter_block,
            R.id.field,
            R.id.send);
  }

  /** As TalkBack goes where nothing says otherwise: through the tree. */
  private static void collect(View view, List<Integer> order) {
    order.add(view.getId());
    if (view instanceof ViewGroup group) {
      for (int i = 0; i < group.getChildCount(); i++) {
        assertThat(group.getChildAt(i).getAccessibilityTraversalBefore()).isEqualTo(View.NO_ID);
        collect(group.getChildAt(i), order);
      }
    }
  }

  /** Not so fast that the screen shows no more than the whole. */
  private void answerInSight(String question) {
    backend.pauseAfter(1);
    screen.send(question);
    screen.settleAround(backend::stands);
    backend.goOn();
    screen.settle();
  }

  /** So fast that the screen shows no more than the whole. */
  private void answerUnseen(String question) {
    AppExecutors threads = screen.app().scope().executors();
    screen.with(
        activity -> {
          activity.<EditText>findViewById(R.id.field).setText(question);
          activity.findViewById(R.id.send).performClick();
          Awaited.barrier(threads.disk()); // the question is stored,
          Awaited.barrier(threads.inference()); // answered,
          Awaited.barrier(threads.disk()); // and the end of the answer is
        });
    screen.settle();
  }

  private List<String> spoken() {
    List<String> spoken = new ArrayList<>();
    for (AccessibilityEvent event :
        shadowOf(screen.app().getSystemService(AccessibilityManager.class))
            .getSentAccessibilityEvents()) {
      if (event.getEventType() == AccessibilityEvent.TYPE_ANNOUNCEMENT) {
        event.getText().forEach(text -> spoken.add(text.toString()));
      }
    }
    return spoken;
  }

  /** Of the row that a view lies in. */
  private String description(int id) {
    return screen.read(
        activity -> {
          View row = (View) activity.findViewById(id).getParent();
          return description(row);
        });
  }

  private static String description(View row) {
    return String.valueOf(row.createAccessibilityNodeInfo().getContentDescription());
  }

  /** Of the view or of the row that it lies in. */
  private List<String> actions(int id) {
    return screen.read(
        activity -> {
          List<String> labels = new ArrayList<>();
          View view = activity.findViewById(id);
          while (labels.isEmpty() && view != null) {
            AccessibilityNodeInfo node = view.createAccessibilityNodeInfo();
            for (AccessibilityNodeInfo.AccessibilityAction action : node.getActionList()) {
              if (action.getLabel() != null) {
                labels.add(action.getLabel().toString());
              }
            }
            view = view.getParent() instanceof View parent ? parent : null;
          }
          return labels;
        });
  }
}
