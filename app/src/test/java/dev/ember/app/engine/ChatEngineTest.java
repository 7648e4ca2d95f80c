package dev.ember.app.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import android.app.Application;
import dev.ember.app.data.AnswerCost;
import dev.ember.app.data.MessageEntity;
import dev.ember.app.data.MessageStatus;
import dev.ember.app.data.SamplingSettings;
import dev.ember.app.data.SystemPrompt;
import dev.ember.app.testing.AppRule;
import dev.ember.app.testing.FakeModel;
import dev.ember.app.testing.Steps;
import dev.ember.inference.decode.FinishReason;
import java.io.IOException;
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
public final class ChatEngineTest {
  /** Steps of the model before its first token is told: the prompt's last token is one. */
  private static final int FIRST_TOKEN = 1;

  private final FakeModel model = new FakeModel().answers("Because.");

  @Rule public final AppRule app = new AppRule().model(model);

  private long chatId;

  @Before
  public void createChat() {
    chatId = app.newChat("A");
  }

  @Test
  public void send_question_keepsTheAnswerWithWhatItCost() {
    send("Why?");
    app.settle();

    MessageEntity answer = answer();
    assertThat(answer.body()).isEqualTo("Because.");
    assertThat(answer.status()).isEqualTo(MessageStatus.COMPLETE);
    assertThat(answer.tokens()).isEqualTo(8);
    AnswerCost cost = Objects.requireNonNull(answer.cost());
    assertThat(cost.finishReason()).isEqualTo(FinishReason.STOP);
    assertThat(cost.promptTokens()).isPositive();
    assertThat(cost.prefillNanos()).isPositive();
    assertThat(answer.forgottenThroughId()).isNull();
  }

  @Test
  public void send_beforeTheFirstToken_theRowsAreThere() {
    Steps steps = sendStepByStep("Why?");

    assertThat(app.messages(chatId))
        .extracting(MessageEntity::body, MessageEntity::status)
        .containsExactly(tuple("Why?", MessageStatus.COMPLETE), tuple("", MessageStatus.STREAMING));
    steps.release();
  }

  @Test
  public void send_whileAnswering_isRefused() {
    Steps steps = sendStepByStep("Why?");

    assertThat(app.engine().send(chatId, "And now?")).isFalse();
    assertThat(app.engine().regenerate(chatId)).isFalse();

    steps.release();
    app.settle();
    assertThat(app.messages(chatId)).hasSize(2);
  }

  @Test
  public void send_afterAnAnswer_isAnsweredToo() {
    send("Why?");
    app.settle();

    send("Really?");
    app.settle();

    assertThat(app.messages(chatId))
        .extracting(MessageEntity::body)
        .containsExactly("Why?", "Because.", "Really?", "Because.");
  }

  @Test
  public void send_inAnotherChat_waitsForTheModel() {
    Steps steps = sendStepByStep("Why?");
    long other = app.newChat("B");

    assertThat(app.engine().send(other, "And you?")).isTrue();
    app.settleAround();

    assertThat(live(other).phase()).isEqualTo(new AnswerPhase.Waiting());
    steps.release();
    app.settle();
    assertThat(answer().status()).isEqualTo(MessageStatus.COMPLETE);
    assertThat(app.messages(other).get(1).body()).isEqualTo("Because.");
  }

  @Test
  public void send_chatThatIsGone_endsQuietly() {
    app.onDisk(() -> app.repository().delete(chatId));
    app.onDisk(() -> app.repository().purge(chatId));

    send("Why?");
    app.settle();

    assertThat(live(chatId)).isEqualTo(LiveAnswer.NONE);
    assertThat(app.repository().storageFault().getValue()).isNull();
  }

  @Test
  public void stop_whileWriting_keepsWhatWasWritten() {
    Steps steps = sendStepByStep("Why?");
    steps.step(FIRST_TOKEN + 2);

    app.engine().stop(chatId);
    steps.release();
    app.settle();

    assertThat(answer().status()).isEqualTo(MessageStatus.CANCELLED);
    assertThat(answer().body()).startsWith("Bec").hasSizeLessThanOrEqualTo(4);
    assertThat(answer().tokens()).isEqualTo(answer().body().length());
    assertThat(app.engine().send(chatId, "And now?")).isTrue();
    app.settle();
  }

  @Test
  public void stop_whileAnotherChatIsAnswered_endsTheWaitingOneAtOnce() {
    Steps steps = sendStepByStep("Why?");
    long other = app.newChat("B");
    app.engine().send(other, "And you?");
    app.settleAround();

    app.engine().stop(other);
    app.settleAround();

    assertThat(app.messages(other).get(1).status()).isEqualTo(MessageStatus.CANCELLED);
    assertThat(live(other).phase()).isEqualTo(new AnswerPhase.Idle());
    steps.release();
    app.settle();
    assertThat(app.messages(other).get(1).body()).isEmpty();
    assertThat(answer().body()).isEqualTo("Because.");
  }

  @Test
  public void stop_rightAfterSend_endsTheAnswerBeforeItsSecondToken() {
    send("Why?");
    app.engine().stop(chatId);
    app.settle();

    assertThat(answer().status()).isEqualTo(MessageStatus.CANCELLED);
    assertThat(answer().tokens()).isLessThanOrEqualTo(1);
  }

  @Test
  public void stop_nothingRunning_doesNothing() {
    send("Why?");
    app.settle();

    app.engine().stop(chatId);
    app.settle();

    assertThat(answer().status()).isEqualTo(MessageStatus.COMPLETE);
  }

  @Test
  public void stop_answerEndedButNotYetShown_leavesTheNextChatsAnswerAlone() {
    Steps steps = sendStepByStep("Why?");
    long other = app.newChat("B");
    app.engine().send(other, "And you?");
    app.settleAround();
    steps.step(FIRST_TOKEN + "Because.".length()); // now it stands in the other chat's prompt

    app.engine().stop(chatId);
    steps.release();
    app.settle();

    assertThat(answer().status()).isEqualTo(MessageStatus.COMPLETE);
    assertThat(app.messages(other).get(1).status()).isEqualTo(MessageStatus.COMPLETE);
  }

  @Test
  public void live_fastModel_isShownAtMostThirtyTimesASecond() {
    model.answers("x".repeat(100));
    List<LiveAnswer> shown = new ArrayList<>();
    app.engine().live(chatId).observeForever(shown::add);
    Steps steps = sendStepByStep("Why?");
    shown.clear();

    for (int ms = 0; ms < 1_000; ms += 10) {
      steps.step(1);
      app.advance(10);
    }

    assertThat(shown).hasSizeBetween(25, 30);
    assertThat(shown.get(shown.size() - 1).tokens()).isGreaterThan(90);
    steps.release();
  }

  @Test
  public void live_whileWriting_countsTokensAndSpeed() {
    Steps steps = sendStepByStep("Why?");
    for (int i = 0; i < FIRST_TOKEN + 4; i++) {
      steps.step(1);
      app.advance(100);
    }

    assertThat(live(chatId).text()).isEqualTo("Becau");
    assertThat(live(chatId).phase()).isEqualTo(new AnswerPhase.Writing(5, 10));
    assertThat(live(chatId).promptTokens()).isPositive();
    steps.release();
  }

  @Test
  public void save_whileWriting_comesTwiceASecond() {
    model.answers("x".repeat(100));
    Steps steps = sendStepByStep("Why?");
    List<Integer> saved = new ArrayList<>();

    for (int ms = 0; ms < 2_000; ms += 50) {
      steps.step(1);
      app.advance(50);
      app.settleAround();
      saved.add(answer().tokens());
    }

    assertThat(saved.stream().distinct()).hasSizeBetween(4, 5);
    assertThat(answer().status()).isEqualTo(MessageStatus.STREAMING);
    steps.release();
  }

  @Test
  public void send_processDiesWhileWriting_theNextOneFindsTheTextInterrupted() {
    Steps steps = sendStepByStep("Why?");
    steps.step(FIRST_TOKEN + 2);
    app.advance(500);
    app.settleAround();

    app.dieAndRestart();

    assertThat(answer().status()).isEqualTo(MessageStatus.INTERRUPTED);
    assertThat(answer().body()).isEqualTo("Bec");
    assertThat(answer().tokens()).isEqualTo(3);
    steps.release();
  }

  @Test
  public void regenerate_answered_replacesTheAnswer() {
    send("Why?");
    app.settle();
    model.answers("Who knows?");

    assertThat(app.engine().regenerate(chatId)).isTrue();
    app.settle();

    assertThat(app.messages(chatId))
        .extracting(MessageEntity::body)
        .containsExactly("Why?", "Who knows?");
  }

  @Test
  public void regenerate_questionDeleted_failsAndTheChatGoesOn() {
    send("Why?");
    app.settle();
    long question = app.messages(chatId).get(0).id();
    app.onDisk(() -> app.repository().deleteMessage(question));

    assertThat(app.engine().regenerate(chatId)).isTrue();
    app.settle();

    assertThat(answer().status()).isEqualTo(MessageStatus.FAILED);
    assertThat(answer().failure())
        .isEqualTo("expected a question before the answer but found none");
    send("And?");
    app.settle();
    assertThat(answer().body()).isEqualTo("Because.");
  }

  @Test
  public void continueAnswer_questionDeleted_keepsItsWords() {
    Steps steps = sendStepByStep("Why?");
    steps.step(FIRST_TOKEN + 2);
    app.engine().stop(chatId);
    steps.release();
    app.settle();
    String begun = answer().body();
    long question = app.messages(chatId).get(0).id();
    app.onDisk(() -> app.repository().deleteMessage(question));

    app.engine().continueAnswer(chatId, answer().id());
    app.settle();

    assertThat(answer().status()).isEqualTo(MessageStatus.FAILED);
    assertThat(answer().body()).isEqualTo(begun).startsWith("Bec");
  }

  @Test
  public void send_runtimeFailsWhileWriting_keepsTextAndReasonAndCanGoOn() {
    app.engine().load(0);
    app.settle();
    model.backend().failAtDecode(FIRST_TOKEN + 2);

    send("Why?");
    app.settle();

    assertThat(answer().status()).isEqualTo(MessageStatus.FAILED);
    assertThat(answer().body()).isEqualTo("Bec");
    assertThat(answer().tokens()).isEqualTo(3);
    assertThat(answer().failure()).contains("decode failed");
    app.engine().regenerate(chatId);
    app.settle();
    assertThat(answer().body()).isEqualTo("Because.");
  }

  @Test
  public void send_ownSettings_reachTheModel() throws IOException {
    app.onDisk(() -> app.repository().setSystemPrompt(chatId, SystemPrompt.of("Be brief.")));
    app.onDisk(
        () -> app.repository().setSampling(chatId, new SamplingSettings(0, 0, 1, 0, 1, 3, null)));
    List<int[]> read = new ArrayList<>();
    model
        .backend()
        .script(
            tokens -> {
              read.add(tokens);
              return 'x';
            });

    send("Why?");
    app.settle();

    assertThat(FakeModel.text(read.get(0))).contains("system\nBe brief.").contains("user\nWhy?");
    assertThat(answer().body()).isEqualTo("xxx");
    assertThat(Objects.requireNonNull(answer().cost()).finishReason())
        .isEqualTo(FinishReason.MAX_TOKENS);
  }

  @Test
  public void send_historyLongerThanTheWindow_tellsWhatWasForgotten() {
    for (int i = 0; i < 3; i++) {
      send("q".repeat(FakeModel.CONTEXT / 4));
      app.settle();
    }

    List<MessageEntity> messages = app.messages(chatId);
    assertThat(messages).hasSize(6);
    assertThat(messages.get(1).forgottenThroughId()).isNull();
    assertThat(messages.get(5).forgottenThroughId())
        .isIn(messages.get(1).id(), messages.get(3).id());
  }

  @Test
  public void send_questionLongerThanTheWindow_saysThatTheWindowIsFull() {
    send("q".repeat(2 * FakeModel.CONTEXT));
    app.settle();

    assertThat(answer().status()).isEqualTo(MessageStatus.COMPLETE);
    assertThat(Objects.requireNonNull(answer().cost()).finishReason())
        .isEqualTo(FinishReason.CONTEXT_FULL);
    assertThat(app.messages(chatId).get(0).body()).hasSize(2 * FakeModel.CONTEXT);
  }

  @Test
  public void send_databaseRefuses_saysSoAndCanTryAgain() {
    app.refuseWrites(true);

    send("Why?");
    app.settle();

    assertThat(app.repository().storageFault().getValue()).isNotEmpty();
    app.refuseWrites(false);
    assertThat(app.messages(chatId)).isEmpty();
    send("Why?");
    app.settle();
    assertThat(app.repository().storageFault().getValue()).isNull();
    assertThat(answer().body()).isEqualTo("Because.");
  }

  @Test
  public void finish_databaseRefuses_theReaderStillHasTheAnswer() {
    Steps steps = sendStepByStep("Why?");
    app.refuseWrites(true);

    steps.release();
    app.settle();

    assertThat(live(chatId).text()).isEqualTo("Because.");
    assertThat(app.repository().storageFault().getValue()).isNotEmpty();
    app.refuseWrites(false);
  }

  @Test
  public void send_afterAnAnswerThatWasRefused_savesThatFirst() {
    refuseAnAnswer();
    send("And?"); // refused too
    app.settle();
    assertThat(live(chatId).text()).isEqualTo("Because.");

    app.refuseWrites(false);
    model.answers("Never mind.");
    send("And?");
    app.settle();

    assertThat(app.messages(chatId))
        .extracting(MessageEntity::body, MessageEntity::status)
        .containsExactly(
            tuple("Why?", MessageStatus.COMPLETE),
            tuple("Because.", MessageStatus.COMPLETE),
            tuple("And?", MessageStatus.COMPLETE),
            tuple("Never mind.", MessageStatus.COMPLETE));
    assertThat(app.repository().storageFault().getValue()).isNull();
  }

  @Test
  public void finish_databaseRefused_isMadeUpForWithTheNextWrite() {
    refuseAnAnswer();
    app.repository().submit(() -> app.repository().draft(chatId)); // a read changes nothing
    app.settle();
    assertThat(app.repository().storageFault().getValue()).isNotEmpty();

    app.refuseWrites(false);
    app.repository().submit(() -> app.repository().saveDraft(chatId, "And"));
    app.settle();

    assertThat(answer().body()).isEqualTo("Because.");
    assertThat(answer().status()).isEqualTo(MessageStatus.COMPLETE);
    assertThat(app.repository().storageFault().getValue()).isNull();
  }

  private void refuseAnAnswer() {
    Steps steps = sendStepByStep("Why?");
    app.refuseWrites(true);
    steps.release();
    app.settle();
  }

  @Test
  public void live_endedAndNobodyLooks_isForgotten() {
    app.engine().live(chatId);
    send("Why?");
    app.settle();
    assertThat(app.engine().answersInMemory()).isEqualTo(1);

    app.engine().leave(chatId);

    assertThat(app.engine().answersInMemory()).isZero();
  }

  @Test
  public void live_leftWhileItGrows_isKeptToTheEnd() {
    Steps steps = sendStepByStep("Why?");
    app.engine().live(chatId);
    app.engine().leave(chatId);
    assertThat(app.engine().answersInMemory()).isEqualTo(1);

    steps.release();
    app.settle();

    assertThat(app.engine().answersInMemory()).isZero();
  }

  private void send(String question) {
    assertThat(app.engine().send(chatId, question)).isTrue();
  }

  /** The model stands before the last token of its prompt. */
  private Steps sendStepByStep(String question) {
    Steps steps = model.stepByStep();
    send(question);
    steps.awaitFirst();
    app.settleAround();
    return steps;
  }

  private MessageEntity answer() {
    return app.newestMessage(chatId);
  }

  private LiveAnswer live(long chat) {
    return Objects.requireNonNull(app.engine().live(chat).getValue());
  }
}
