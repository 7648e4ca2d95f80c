package dev.ember.app.screens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.robolectric.Shadows.shadowOf;

import android.graphics.Color;
import android.os.Process;
import android.os.SystemClock;
import android.view.View;
import android.widget.ListView;
import android.widget.PopupWindow;
import android.widget.TextView;
import androidx.lifecycle.Lifecycle;
import androidx.recyclerview.widget.RecyclerView;
import dev.ember.app.R;
import dev.ember.app.data.AnswerCost;
import dev.ember.app.data.AnswerEnd;
import dev.ember.app.data.MessageStatus;
import dev.ember.app.data.WhenFull;
import dev.ember.app.engine.LoadRisk;
import dev.ember.app.engine.ModelSource;
import dev.ember.app.engine.RiskyLoadException;
import dev.ember.app.library.ModelLibrary;
import dev.ember.app.markdown.MarkdownView;
import dev.ember.app.settings.Settings;
import dev.ember.inference.Engine;
import dev.ember.inference.backend.FakeBackend;
import dev.ember.inference.backend.trust.Choice;
import dev.ember.inference.bundle.SmallTokenizer;
import dev.ember.inference.decode.FinishReason;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.TimeZone;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.RuntimeEnvironment;
import org.robolectric.annotation.Config;

/** What the cards of a chat say when something went wrong, and what their buttons do. */
@RunWith(RobolectricTestRunner.class)
@Config(
    application = ScriptedApp.class,
    sdk = {26, 35},
    qualifiers = ScreenshotTest.PHONE)
public final class ChatCardsTest {
  private static final String ANSWER = "It is dust.";
  private static final String LONG = String.join(" ", Collections.nCopies(75, "word"));
  private static final long NEEDED = 1_900_000_000L;
  private static final long FREE = 1_400_000_000L;
  private static final int HALF = ScriptedModel.CONTEXT / 2;
  private static final long SOME_MINUTES = TimeUnit.MINUTES.toMillis(22);
  private static final AnswerCost COST =
      new AnswerCost(FinishReason.STOP, 38, 0, 120_000_000L, 1_000_000_000L);

  private static final float LEAST_TARGET_DP = 48;

  @Rule public final ScreenRule screen = new ScreenRule();

  private final FakeBackend backend = new FakeBackend(ScriptedModel.config());
  private final List<Integer> openedWindows = new ArrayList<>();
  private @Nullable LoadRisk risk;
  private boolean consented;

  /** The window that the model is to have. */
  private int asked = ScriptedModel.CONTEXT;

  /** The window that there is the memory for. */
  private int fitting;

  @Before
  public void script() {
    TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
    SystemClock.setCurrentTimeMillis(Samples.NOW_MS);
    backend.answer(SmallTokenizer.answer(ANSWER));
    screen.app().model(new Risky());
  }

  /** What loads is risky, if there is a risk, until that is wanted. */
  private final class Risky implements ModelSource {
    @Override
    public Engine open() throws IOException {
      return ChatCardsTest.this.open();
    }

    @Override
    public void consent(String modelId) {
      consented = true;
    }

    @Override
    public void consentToLess(String modelId, int windowTokens) {
      asked = windowTokens;
      consented |= risk instanceof LoadRisk.Died;
    }
  }

  private Engine open() throws IOException {
    int window = asked;
    if (risk != null && !consented && window > fitting) {
      throw new RiskyLoadException(halved(risk, window), "details for a report");
    }
    openedWindows.add(window);
    return ScriptedModel.engine(backend);
  }

  /** Memory is short as long as there is a half to go down to. */
  private static LoadRisk halved(LoadRisk risk, int window) {
    return risk instanceof LoadRisk.LittleMemory memory && memory.smallerWindow() != null
        ? new LoadRisk.LittleMemory(memory.neededBytes(), memory.freeBytes(), window / 2)
        : risk;
  }

  @Test
  public void risk_onlyATapIsConsent_notAQuestionNorAnotherChat() {
    risk = new LoadRisk.Died(LoadRisk.Cause.CRASH, Samples.NOW_MS, false, false, HALF);
    launchNewChat();
    screen.send("Why?");
    screen.settle();
    assertThat(openedWindows).isEmpty();

    press(R.id.failure_other, "Try anyway");
    assertThat(openedWindows).containsExactly(ScriptedModel.CONTEXT);
  }

  @Test
  public void littleMemory_card_showsTheSumAndTryAnywayLoads() {
    risk = new LoadRisk.LittleMemory(NEEDED, FREE, HALF);
    launchNewChat();
    assertThat(text(R.id.failure_title)).isEqualTo("This needs 1.9 GB and 1.4 GB are free");
    assertThat(text(R.id.failure_body)).contains("Nothing was changed", "smaller window");

    press(R.id.failure_other, "Try anyway");
    assertThat(cards()).isZero();
    assertThat(openedWindows).containsExactly(ScriptedModel.CONTEXT);
  }

  @Test
  public void littleMemory_smallerWindowTapped_loadsTheWindowThatFitsAndNoneBefore() {
    risk = new LoadRisk.LittleMemory(NEEDED, FREE, HALF);
    fitting = ScriptedModel.CONTEXT / 4;
    launchNewChat();
    press(R.id.failure_retry, "Smaller window");
    assertThat(cards()).as("half of it does not fit either").isEqualTo(1);
    View smaller = Objects.requireNonNull(shown(R.id.failure_retry), "a smaller one");
    assertThat(smaller.getContentDescription().toString()).isEqualTo("Smaller window: 128 tokens");
    assertThat(openedWindows).isEmpty();

    press(R.id.failure_retry, "Smaller window");
    assertThat(cards()).isZero();
    assertThat(openedWindows).containsExactly(ScriptedModel.CONTEXT / 4);
  }

  @Test
  public void littleMemory_whateverTheWindow_offersNoSmallerOne() {
    risk = new LoadRisk.LittleMemory(NEEDED, FREE, null);
    launchNewChat();
    assertThat(text(R.id.failure_body)).doesNotContain("window").contains("try again");
    fitting = ScriptedModel.CONTEXT; // other apps were closed
    press(R.id.failure_retry, "Try again");
    assertThat(cards()).isZero();
    assertThat(openedWindows).containsExactly(ScriptedModel.CONTEXT);
  }

  @Test
  public void died_card_saysWhatEndedItAndWhen() {
    risk =
        new LoadRisk.Died(LoadRisk.Cause.MEMORY, Samples.NOW_MS - SOME_MINUTES, false, false, HALF);
    launchNewChat();
    assertThat(text(R.id.failure_title))
        .isEqualTo("Last time the app closed while loading this model");
    assertThat(text(R.id.failure_body)).contains("The phone took the memory back at 10:02", "safe");
    assertThat(text(R.id.failure_retry)).isEqualTo("Smaller window");
  }

  @Test
  public void app_outOfSight_isOnTheDiskUntilItIsBack() {
    Path away = library().incoming().resolveSibling("away");
    launchNewChat();
    assertThat(away).doesNotExist();
    screen.scenario().moveToState(Lifecycle.State.CREATED);
    screen.settle();
    assertThat(away).hasContent(String.valueOf(Process.myPid()));
    screen.scenario().moveToState(Lifecycle.State.RESUMED);
    screen.settle();
    assertThat(away).doesNotExist();
  }

  @Test
  public void died_onTheGpu_isLoadedOnTheCpu() {
    risk = new LoadRisk.Died(LoadRisk.Cause.CRASH, Samples.NOW_MS, true, true, HALF);
    launchNewChat();
    assertThat(text(R.id.failure_title))
        .isEqualTo("Last time the app closed at this model’s first answer");
    press(R.id.failure_retry, "Load on the CPU");
    assertThat(Settings.of(screen.app()).processor()).isEqualTo(Choice.CPU);
    assertThat(cards()).isZero();
    assertThat(openedWindows).hasSize(1);
  }

  @Test
  public void died_onTheGpu_otherWaysLeadToASmallerWindow() {
    risk = new LoadRisk.Died(LoadRisk.Cause.CRASH, Samples.NOW_MS, true, true, HALF);
    launchNewChat();
    press(R.id.failure_other, "Other ways");
    PopupWindow menu = shadowOf(RuntimeEnvironment.getApplication()).getLatestPopupWindow();
    ListView ways = (ListView) menu.getContentView();
    assertThat(ways.getAdapter().getCount()).isEqualTo(3);
    ways.performItemClick(ways.getChildAt(0), 0, 0);
    screen.settle();
    assertThat(cards()).isZero();
    assertThat(openedWindows).containsExactly(HALF);
    assertThat(Settings.of(screen.app()).processor()).isEqualTo(Choice.AUTO);
  }

  @Test
  public void gpuDied_aChatSaysSoUntilItIsAnswered() {
    screen.app().model(new AfterTheGpu());
    launchNewChat();
    assertThat(bar()).isEqualTo(screen.app().getString(R.string.gpu_crashed));
    screen.send("Why?");
    screen.settle();
    assertThat(answer()).isEqualTo(ANSWER);
    assertThat(bar()).isNull();
  }

  /** The process before this one ended while it tried the GPU. */
  private final class AfterTheGpu implements ModelSource {
    private boolean told;

    @Override
    public Engine open() throws IOException {
      return ChatCardsTest.this.open();
    }

    @Override
    public boolean takeGpuDeath() {
      boolean first = !told;
      told = true;
      return first;
    }
  }

  @Test
  public void processorAnswersWrongly_aChatSaysSoAsLongAsItAnswers() {
    screen.app().model(new AnsweredWrongly());
    launchNewChat();
    assertThat(bar()).isEqualTo(screen.app().getString(R.string.cpu_wrong));
    screen.send("Why?");
    screen.settle();
    assertThat(answer()).isEqualTo(ANSWER);
    assertThat(bar()).isEqualTo(screen.app().getString(R.string.cpu_wrong));
  }

  /** The phone's processor failed the proof, and there is nothing better. */
  private final class AnsweredWrongly implements ModelSource {
    @Override
    public Engine open() throws IOException {
      return ChatCardsTest.this.open();
    }

    @Override
    public boolean answersWrongly() {
      return true;
    }
  }

  private @Nullable String bar() {
    View bar = shown(R.id.processor_bar);
    return bar == null ? null : bar.<TextView>findViewById(R.id.bar_text).getText().toString();
  }

  @Test
  public void interrupted_continueTapped_goesOnBehindTheLastWord() {
    String kept = interrupt();
    press(R.id.note_continue, "Continue");
    assertThat(shown(R.id.note_body)).isNull();
    assertThat(answer()).isEqualTo(kept + ANSWER);
  }

  @Test
  public void interrupted_againTapped_isAnAlternative() {
    interrupt();
    press(R.id.note_again, "Answer again");
    assertThat(shown(R.id.note_body)).isNull();
    assertThat(answer()).isEqualTo(ANSWER);
    View actions = Objects.requireNonNull(shown(R.id.actions), "actions");
    assertThat(actions.<TextView>findViewById(R.id.pager_place).getText().toString())
        .isEqualTo("2/2");
  }

  @Test
  public void failedBeforeItsFirstWord_row_isHighEnoughToTouchAndHasItsMenu() {
    launchNewChat();
    backend.failAtDecode(0);
    screen.send("Why?");
    screen.settle();
    assertThat(answer()).isEmpty();
    assertThat(cards()).isEqualTo(1);

    boolean pressed =
        screen.read(
            activity -> {
              View row = (View) activity.findViewById(R.id.answer).getParent();
              float dp = row.getHeight() / activity.getResources().getDisplayMetrics().density;
              assertThat(dp).isGreaterThanOrEqualTo(LEAST_TARGET_DP);
              return row.performLongClick();
            });
    assertThat(pressed).isTrue();
    PopupWindow menu = shadowOf(screen.app()).getLatestPopupWindow();
    assertThat(menu).isNotNull();
    assertThat(menu.isShowing()).isTrue();
  }

  @Test
  public void windowFull_dropTapped_answersWithoutTheOldest() {
    fill();
    press(R.id.full_drop, "Drop the oldest turns");
    assertThat(answer()).isEqualTo(ANSWER);
    assertThat(shown(R.id.full_title)).isNull();
  }

  /** Which loses nothing is filled; the other forgets turns. */
  @Test
  public void windowFull_newChat_isTheFilledButton() {
    fill();
    assertThat(Color.alpha(ground(R.id.full_new_chat))).isEqualTo(255);
    assertThat(Color.alpha(ground(R.id.full_drop))).isZero();
  }

  private int ground(int id) {
    return screen.read(
        activity -> {
          View button = activity.findViewById(id);
          return Objects.requireNonNull(button.getBackgroundTintList(), "tint")
              .getColorForState(button.getDrawableState(), 0);
        });
  }

  @Test
  public void windowFull_newChatTapped_takesTheQuestionAlong() {
    fill();
    press(R.id.full_new_chat, "New chat");
    assertThat(text(R.id.field)).isEqualTo(LONG);
    assertThat(text(R.id.title)).isEqualTo("New chat");
  }

  @Test
  public void windowFull_questionDeleted_saysSoAndOffersNothing() {
    fill();
    screen.stored(
        repository -> {
          long chat = Objects.requireNonNull(repository.newestChat(), "the full chat");
          repository.deleteMessage(repository.messages(chat).get(2).id());
          return chat;
        });
    screen.settle();
    assertThat(text(R.id.full_body))
        .isEqualTo("The message to which no answer had room was deleted.");
    assertThat(shown(R.id.full_new_chat)).as("with an answer for a question").isNull();
    assertThat(shown(R.id.full_drop)).isNull();
  }

  /** A chat that is full, whose user wants to know. */
  private void fill() {
    screen.stored(
        repository -> {
          long chat = repository.createChat();
          long answer = Samples.ask(repository, chat, LONG);
          repository
              .turns()
              .finish(answer, new AnswerEnd(MessageStatus.COMPLETE, "Yes.", 4, COST, null, null));
          repository.setWhenFull(chat, WhenFull.STOP);
          return chat;
        });
    screen.launchChat();
    screen.send(LONG);
    screen.settle();
    assertThat(text(R.id.full_title)).isEqualTo("The window is full");
  }

  /** Opens a chat whose answer broke off with the process; gives what was kept of it. */
  private String interrupt() {
    Samples.write(screen);
    screen.launch();
    screen.with(
        activity -> {
          RecyclerView chats = activity.findViewById(R.id.chats);
          for (int i = 0; i < chats.getChildCount(); i++) {
            TextView title = chats.getChildAt(i).findViewById(R.id.chat_title);
            if (title != null && title.getText().toString().equals("Why is the sky blue?")) {
              chats.getChildAt(i).performClick();
              return;
            }
          }
          throw new AssertionError("expected the interrupted chat in the list");
        });
    screen.settle();
    assertThat(text(R.id.note_body)).contains("24");
    return answer();
  }

  private void launchNewChat() {
    screen.launch();
    screen.click(R.id.empty_new_chat);
  }

  /** Taps a button that says so. */
  private void press(int id, String words) {
    assertThat(text(id)).isEqualTo(words);
    screen.with(activity -> activity.findViewById(id).performClick());
    screen.settle();
  }

  private String text(int id) {
    View view = Objects.requireNonNull(shown(id), screen.app().getResources().getResourceName(id));
    return ((TextView) view).getText().toString();
  }

  private @Nullable View shown(int id) {
    View[] found = new View[1];
    screen.with(
        activity -> {
          View view = activity.findViewById(id);
          found[0] = view != null && view.isShown() ? view : null;
        });
    return found[0];
  }

  private int cards() {
    return shown(R.id.failure_title) == null ? 0 : 1;
  }

  private String answer() {
    return screen.read(
        activity -> {
          RecyclerView rows = activity.findViewById(R.id.messages);
          MarkdownView last = null;
          for (int i = 0; i < rows.getChildCount(); i++) {
            MarkdownView answer = rows.getChildAt(i).findViewById(R.id.answer);
            last = answer == null ? last : answer;
          }
          return Objects.requireNonNull(last, "an answer").source();
        });
  }

  private ModelLibrary library() {
    return screen.app().scope().shelf().library();
  }
}
