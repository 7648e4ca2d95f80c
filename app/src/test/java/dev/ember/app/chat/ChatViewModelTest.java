package dev.ember.app.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import android.app.Application;
import androidx.lifecycle.ViewModelStore;
import dev.ember.app.data.MessageStatus;
import dev.ember.app.data.SystemPrompt;
import dev.ember.app.engine.AnswerPhase;
import dev.ember.app.engine.ModelState;
import dev.ember.app.library.ModelLibrary;
import dev.ember.app.presets.SamplingChoice;
import dev.ember.app.testing.AppRule;
import dev.ember.app.testing.FakeModel;
import dev.ember.app.testing.Steps;
import dev.ember.inference.decode.FinishReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.annotation.Config;

@RunWith(RobolectricTestRunner.class)
@Config(application = Application.class, sdk = 35)
public final class ChatViewModelTest {
  private final FakeModel model = new FakeModel().answers("Because.");

  @Rule public final AppRule app = new AppRule().model(model);

  private final List<ChatScreen> screens = new ArrayList<>();
  private final List<String> drafts = new ArrayList<>();
  private final ViewModelStore store = new ViewModelStore();
  private long chatId;
  private ChatViewModel chat;

  @Before
  public void open() {
    chatId = app.onDisk(() -> app.repository().createChat());
    chat = newViewModel();
  }

  @Test
  public void open_newChat_isLoadingThenTheChatWithItsModel() {
    app.settle();

    assertThat(screens.get(0)).isEqualTo(new ChatScreen.Loading());
    assertThat(state().messages()).isEmpty();
    assertThat(state().title()).isNull();
    assertThat(state().model().state()).isInstanceOf(ModelState.Ready.class);
    assertThat(state().meter()).isEqualTo(new ContextMeter(0, FakeModel.CONTEXT));
    assertThat(Objects.requireNonNull(state().sampling()).preset())
        .isEqualTo(SamplingChoice.Preset.MODEL);
    assertThat(drafts).containsExactly("");
  }

  @Test
  public void open_chatThatIsGone_saysSo() {
    app.onDisk(() -> app.repository().delete(chatId));
    app.settle();

    assertThat(screens.get(screens.size() - 1)).isEqualTo(new ChatScreen.Gone());
  }

  @Test
  public void open_again_changesNothing() {
    app.settle();
    int before = screens.size();

    chat.open(chatId);
    app.settle();

    assertThat(screens).hasSize(before);
  }

  @Test
  public void open_anotherChat_isRefused() {
    assertThatThrownBy(() -> chat.open(chatId + 1))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("expected chat " + chatId + " but found " + (chatId + 1));
  }

  @Test
  public void send_question_goesThroughItsPhasesInOrder() {
    app.settle();
    Steps steps = model.stepByStep();
    assertThat(chat.send("Why?")).isTrue();
    steps.awaitFirst();
    app.settleAround();
    app.advance(40);
    for (int i = 0; i < 4; i++) {
      steps.step(1);
      app.advance(40);
    }
    steps.release();
    app.settle();

    assertThat(phases())
        .containsExactly(
            AnswerPhase.Idle.class,
            AnswerPhase.Waiting.class,
            AnswerPhase.Reading.class,
            AnswerPhase.Writing.class,
            AnswerPhase.Idle.class);
    MessageRow answer = state().messages().get(1);
    assertThat(answer.text()).isEqualTo("Because.");
    assertThat(answer.status()).isEqualTo(MessageStatus.COMPLETE);
    AnswerStats stats = Objects.requireNonNull(answer.stats());
    assertThat(stats.tokens()).isEqualTo(8);
    assertThat(stats.reason()).isEqualTo(FinishReason.STOP);
    assertThat(state().title()).isEqualTo("Why?");
    assertThat(Objects.requireNonNull(state().meter()).usedTokens()).isGreaterThan(8);
  }

  @Test
  public void send_growingAnswer_neverShrinksAndKeepsItsRow() {
    Steps steps = sendStepByStep();
    for (int i = 0; i < 8; i++) {
      steps.step(1);
      app.advance(250);
      app.settleAround();
    }
    steps.release();
    app.settle();

    List<String> texts = new ArrayList<>();
    List<Long> ids = new ArrayList<>();
    for (ChatScreen screen : screens) {
      if (screen instanceof ChatState shown && shown.messages().size() == 2) {
        texts.add(shown.messages().get(1).text());
        ids.add(shown.messages().get(1).id());
      }
    }
    for (int i = 1; i < texts.size(); i++) {
      assertThat(texts.get(i)).startsWith(texts.get(i - 1));
    }
    assertThat(texts.get(texts.size() - 1)).isEqualTo("Because.");
    assertThat(ids.stream().distinct()).hasSize(1);
  }

  @Test
  public void send_blank_isRefused() {
    assertThat(chat.send(" \n")).isFalse();
  }

  @Test
  public void send_whileAnswering_isRefused() {
    Steps steps = sendStepByStep();

    assertThat(chat.send("And now?")).isFalse();

    steps.release();
  }

  @Test
  public void stop_whileWriting_leavesTheTextAsStopped() {
    Steps steps = sendStepByStep();
    steps.step(3);

    chat.stop();
    steps.release();
    app.settle();

    assertThat(state().messages().get(1).status()).isEqualTo(MessageStatus.CANCELLED);
    assertThat(state().messages().get(1).text()).startsWith("Be");
    assertThat(state().answering()).isFalse();
  }

  @Test
  public void regenerate_nothingYet_isRefused() {
    app.settle();

    assertThat(chat.regenerate()).isFalse();
  }

  @Test
  public void regenerate_answered_showsANewRow() {
    app.settle();
    chat.send("Why?");
    app.settle();
    long first = state().messages().get(1).id();
    model.answers("Who knows?");

    assertThat(chat.regenerate()).isTrue();
    app.settle();

    assertThat(state().messages()).hasSize(2);
    assertThat(state().messages().get(1).text()).isEqualTo("Who knows?");
    assertThat(state().messages().get(1).id()).isNotEqualTo(first);
  }

  @Test
  public void send_screenLeft_theAnswerGoesOn() {
    Steps steps = sendStepByStep();

    store.clear();
    steps.release();
    app.settle();
    screens.clear();
    chat = newViewModel();
    app.settle();

    assertThat(state().messages().get(1).text()).isEqualTo("Because.");
    assertThat(state().messages().get(1).status()).isEqualTo(MessageStatus.COMPLETE);
  }

  @Test
  public void saveDraft_keystrokes_areSavedTwiceASecond() {
    app.settle();

    chat.saveDraft("D");
    app.settle();
    chat.saveDraft("De");
    app.advance(100);
    chat.saveDraft("Dea");
    app.advance(100);
    app.settle();
    assertThat(storedDraft()).isEqualTo("D");

    app.advance(300);
    app.settle();
    assertThat(storedDraft()).isEqualTo("Dea");
  }

  @Test
  public void saveDraft_screenLeft_losesNothing() {
    app.settle();
    chat.saveDraft("D");
    app.settle();
    chat.saveDraft("Dear cat");

    store.clear();
    app.settle();

    assertThat(storedDraft()).isEqualTo("Dear cat");
    drafts.clear();
    chat = newViewModel();
    app.settle();
    assertThat(drafts).containsExactly("Dear cat");
  }

  @Test
  public void send_withUnsavedDraft_theDraftDoesNotComeBack() {
    app.settle();
    chat.saveDraft("W");
    app.settle();
    chat.saveDraft("Why?");

    chat.send("Why?");
    app.advance(1_000);
    app.settle();

    assertThat(storedDraft()).isEmpty();
  }

  @Test
  public void send_databaseRefuses_theTextComesBackToTheComposer() {
    app.settle();
    drafts.clear();
    app.refuseWrites(true);

    assertThat(chat.send("Why?")).isTrue();
    app.settle();

    assertThat(drafts).containsExactly("", "Why?");
    assertThat(state().storageFault()).isNotEmpty();
    assertThat(state().answering()).isFalse();
    app.refuseWrites(false);
  }

  /**
   * The screen takes only a text that differs from the last, so an empty one has to lie between.
   */
  @Test
  public void send_databaseRefusesTwice_theTextComesBackBothTimes() {
    app.settle();
    drafts.clear();
    app.refuseWrites(true);

    chat.send("Why?");
    app.settle();
    chat.send("Why?");
    app.settle();

    assertThat(drafts).containsExactly("", "Why?", "", "Why?");
    app.refuseWrites(false);
  }

  @Test
  public void send_databaseRefusesWhileMoreIsTyped_bothAreInTheComposer() {
    app.settle();
    drafts.clear();
    app.refuseWrites(true);

    chat.send("Why?");
    chat.saveDraft("And how");
    app.settle();

    assertThat(drafts).containsExactly("", "Why?\n\nAnd how");
    app.refuseWrites(false);
  }

  @Test
  public void send_databaseHasRefusedTheAnswerBefore_bothStay() {
    Steps steps = sendStepByStep();
    app.refuseWrites(true);
    steps.release();
    app.settle();
    drafts.clear();

    chat.send("And how?");
    app.settle();

    assertThat(drafts).containsExactly("", "And how?");
    assertThat(state().messages().get(1).text()).isEqualTo("Because.");
    app.refuseWrites(false);
    chat.send("And how?");
    app.settle();
    assertThat(state().messages())
        .extracting(MessageRow::text)
        .containsExactly("Why?", "Because.", "And how?", "Because.");
    assertThat(drafts).containsExactly("", "And how?", "");
  }

  @Test
  public void saveDraft_beforeTheStoredOneIsRead_isNotReplacedByIt() {
    chat.saveDraft("Typed at once");
    app.settle();

    assertThat(drafts).isEmpty();
  }

  @Test
  public void setSampling_preset_isNamed() {
    app.settle();

    chat.settings().setSampling(SamplingChoice.Preset.LIVELY.settings());
    app.settle();

    assertThat(Objects.requireNonNull(state().sampling()).preset())
        .isEqualTo(SamplingChoice.Preset.LIVELY);
  }

  @Test
  public void setSystemPrompt_isShown() {
    app.settle();

    chat.settings().setSystemPrompt(SystemPrompt.of("Be brief."));
    app.settle();

    assertThat(state().settings().systemPrompt().text()).isEqualTo("Be brief.");
  }

  @Test
  public void send_editOfAQuestionDeletedMeanwhile_theTextComesBack() {
    app.settle();
    chat.send("Why?");
    app.settle();
    long question = state().messages().get(0).id();
    chat.edit(question, "Why?");
    app.onDisk(() -> app.repository().deleteMessage(question)); // not from this screen
    app.settle();

    assertThat(chat.send("How?")).isTrue();
    app.settle();

    assertThat(drafts).last().isEqualTo("How?");
    assertThat(state().answering()).isFalse();
    assertThat(state().messages()).extracting(MessageRow::text).containsExactly("Because.");
  }

  @Test
  public void branch_chatWithItsOwnModel_isAnsweredByItToo() {
    app.settle();
    chat.send("Why?");
    app.settle();
    library().choose(chatId, "large");
    List<Long> branched = new ArrayList<>();

    chat.branch(state().messages().get(1).id(), branched::add);
    app.settle();

    assertThat(library().exported())
        .containsEntry("model.chat." + branched.get(0), "large")
        .hasSize(2);
  }

  @Test
  public void newChatWith_takesTheModelAlong() {
    app.settle();
    chat.send("Why?");
    app.settle();
    library().choose(chatId, "large");
    List<Long> made = new ArrayList<>();

    chat.newChatWith("Why?", made::add);
    app.settle();

    assertThat(library().exported()).containsEntry("model.chat." + made.get(0), "large").hasSize(2);
  }

  @Test
  public void newChatWith_whileAnotherLiesUntouched_leavesThatAlone() {
    app.settle();
    chat.send("Why?");
    app.settle();
    long untouched = app.onDisk(() -> app.repository().createChat());
    library().choose(untouched, "large");
    List<Long> made = new ArrayList<>();

    chat.newChatWith("Why?", made::add);
    app.settle();

    assertThat(made).doesNotContain(untouched).hasSize(1);
    assertThat(library().exported()).containsOnlyKeys("model.chat." + untouched);
  }

  private ModelLibrary library() {
    return app.scope().shelf().library();
  }

  private ChatViewModel newViewModel() {
    ChatViewModel made = new ChatViewModel(app.scope());
    store.put("chat", made);
    made.state().observeForever(screens::add);
    made.open(chatId);
    made.draft().observeForever(drafts::add);
    return made;
  }

  private Steps sendStepByStep() {
    app.settle();
    Steps steps = model.stepByStep();
    assertThat(chat.send("Why?")).isTrue();
    steps.awaitFirst();
    app.settleAround();
    return steps;
  }

  private ChatState state() {
    return (ChatState) screens.get(screens.size() - 1);
  }

  /** The kinds of phases that the screen saw, without repeats. */
  private List<Class<?>> phases() {
    List<Class<?>> phases = new ArrayList<>();
    for (ChatScreen screen : screens) {
      if (screen instanceof ChatState shown) {
        Class<?> phase = shown.phase().getClass();
        if (phases.isEmpty() || phases.get(phases.size() - 1) != phase) {
          phases.add(phase);
        }
      }
    }
    return phases;
  }

  private String storedDraft() {
    return app.onDisk(() -> app.repository().draft(chatId));
  }
}
