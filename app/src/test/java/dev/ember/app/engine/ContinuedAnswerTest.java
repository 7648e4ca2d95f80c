package dev.ember.app.engine;

import static org.assertj.core.api.Assertions.assertThat;

import android.app.Application;
import dev.ember.app.data.AnswerCost;
import dev.ember.app.data.AnswerTrace;
import dev.ember.app.data.DefaultsEntity;
import dev.ember.app.data.MessageEntity;
import dev.ember.app.data.MessageStatus;
import dev.ember.app.data.ModelKey;
import dev.ember.app.data.SamplingSettings;
import dev.ember.app.data.SystemPrompt;
import dev.ember.app.data.WhenFull;
import dev.ember.app.testing.AppRule;
import dev.ember.app.testing.FakeModel;
import dev.ember.app.testing.Steps;
import dev.ember.inference.decode.FinishReason;
import dev.ember.inference.decode.GenerationOptions;
import dev.ember.inference.sample.SamplingOptions;
import java.util.List;
import java.util.Objects;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.annotation.Config;

/** Answers that go on, and what is chosen for them. */
@RunWith(RobolectricTestRunner.class)
@Config(application = Application.class, sdk = 35)
public final class ContinuedAnswerTest {
  private static final ModelKey MODEL = new ModelKey("", FakeModel.NAME);

  /** Steps of the model before its first token is told: the prompt's last token is one. */
  private static final int FIRST_TOKEN = 1;

  private static final long FRAME_MS = 34;

  private final FakeModel model = new FakeModel().answers("Because.");

  @Rule public final AppRule app = new AppRule().model(model);

  private long chatId;

  @Before
  public void createChat() {
    chatId = app.newChat("A");
  }

  @Test
  public void continueAnswer_stopped_goesOnBehindItsLastWord() {
    Steps steps = sendStepByStep("Why?");
    steps.step(4);
    app.engine().stop(chatId);
    steps.release();
    app.settle();
    MessageEntity cut = answer();
    assertThat(cut.status()).isEqualTo(MessageStatus.CANCELLED);
    String begun = cut.body();
    assertThat(begun).isNotEmpty();
    model.answers(" And so on.");

    assertThat(app.engine().continueAnswer(chatId, cut.id())).isTrue();
    app.settle();

    assertThat(answer().id()).isEqualTo(cut.id());
    assertThat(answer().body()).isEqualTo(begun + " And so on.");
    assertThat(answer().tokens()).isEqualTo(cut.tokens() + " And so on.".length());
    assertThat(Objects.requireNonNull(answer().cost()).prefillNanos())
        .isEqualTo(Objects.requireNonNull(cut.cost()).prefillNanos());
    assertThat(Objects.requireNonNull(answer().cost()).model()).isEqualTo(cut.cost().model());
    assertThat(cut.cost().model()).as("of the only model").isEmpty();
  }

  @Test
  public void continueAnswer_interrupted_saysNoSpeedAndCountsItsBeginningOnce() {
    Steps steps = sendStepByStep("Why?");
    steps.step(4);
    app.engine().stop(chatId);
    steps.release();
    app.settle();
    MessageEntity cut = answer();
    int prompt = Objects.requireNonNull(cut.cost()).promptTokens();
    app.onDisk(
        () ->
            app.execute(
                "UPDATE messages SET status = 'INTERRUPTED', cost_finishReason = NULL,"
                    + " cost_promptTokens = NULL, cost_reusedTokens = NULL,"
                    + " cost_prefillNanos = NULL, cost_decodeNanos = NULL, cost_model = NULL"
                    + " WHERE id = "
                    + cut.id()));
    app.engine().relieveMemory(); // nothing that was read is known any more
    app.settle();
    model.answers(" And so on.");

    Steps second = model.stepByStep();
    app.engine().continueAnswer(chatId, cut.id());
    second.awaitFirst();
    app.settleAround();
    app.advance(FRAME_MS);
    assertThat(live().promptTokens()).isEqualTo(prompt);
    second.release();
    app.settle();

    AnswerCost cost = Objects.requireNonNull(answer().cost());
    assertThat(cost.promptTokens()).isEqualTo(prompt);
    assertThat(cost.decodeNanos()).isZero();
    assertThat(cost.prefillNanos()).isZero();
  }

  @Test
  public void continueAnswer_interruptedWhileItWentOn_saysNoSpeedOfTheWhole() {
    Steps steps = sendStepByStep("Why?");
    steps.step(4);
    app.engine().stop(chatId);
    steps.release();
    app.settle();
    MessageEntity cut = answer();
    app.onDisk(
        () ->
            app.execute(
                "UPDATE messages SET status = 'INTERRUPTED', cost_prefillNanos = 7,"
                    + " cost_decodeNanos = 5 WHERE id = "
                    + cut.id()));
    model.answers(" And so on.");

    app.engine().continueAnswer(chatId, cut.id());
    app.settle();

    AnswerCost cost = Objects.requireNonNull(answer().cost());
    assertThat(cost.decodeNanos()).as("of the part that was interrupted nobody knows it").isZero();
    assertThat(cost.prefillNanos()).as("to the first token").isEqualTo(7);
  }

  @Test
  public void continueAnswer_breaksWithAFault_saysNoSpeedOfTheWhole() {
    Steps steps = sendStepByStep("Why?");
    steps.step(4);
    app.engine().stop(chatId);
    steps.release();
    app.settle();
    MessageEntity cut = answer();
    assertThat(Objects.requireNonNull(cut.cost()).decodeNanos()).isPositive();
    model.answers(" And so on.");
    model.backend().failAtDecode(3);

    app.engine().continueAnswer(chatId, cut.id());
    app.settle();

    assertThat(answer().status()).isEqualTo(MessageStatus.FAILED);
    assertThat(answer().tokens()).isGreaterThan(cut.tokens());
    assertThat(answer().cost()).isEqualTo(cut.cost().withoutSpeed());
  }

  @Test
  public void continueAnswer_stoppedBeforeItBegins_keepsEveryWord() {
    Steps steps = sendStepByStep("Why?");
    steps.step(4);
    app.engine().stop(chatId);
    steps.release();
    app.settle();
    MessageEntity cut = answer();
    long other = app.newChat("Other");
    Steps busy = model.stepByStep();
    assertThat(app.engine().send(other, "Why?")).isTrue();
    busy.awaitFirst();

    app.engine().continueAnswer(chatId, cut.id());
    app.settleAround();
    app.engine().stop(chatId);
    app.settleAround();
    busy.release();
    app.settle();

    assertThat(answer().body()).isEqualTo(cut.body());
    assertThat(answer().tokens()).isEqualTo(cut.tokens());
    assertThat(answer().status()).isEqualTo(MessageStatus.CANCELLED);
  }

  @Test
  public void send_windowFullAndToldToStop_answersNothingAndSaysWhy() {
    app.onDisk(() -> app.repository().setWhenFull(chatId, WhenFull.STOP));
    send("A".repeat(120));
    app.settle();
    send("B".repeat(90));
    app.settle();

    assertThat(answer().body()).isEmpty();
    assertThat(Objects.requireNonNull(answer().cost()).finishReason())
        .isEqualTo(FinishReason.CONTEXT_FULL);
    assertThat(Objects.requireNonNull(answer().cost()).promptTokens())
        .as("of both questions, with room for an answer")
        .isBetween(FakeModel.CONTEXT + 1, 2 * FakeModel.CONTEXT);
    app.onDisk(() -> app.repository().setWhenFull(chatId, WhenFull.DROP_OLDEST));
    assertThat(app.engine().regenerate(chatId)).isTrue();
    app.settle();
    assertThat(answer().body()).isEqualTo("Because.");
    assertThat(answer().forgottenThroughId()).isNotNull();
  }

  @Test
  public void send_everyControlOfTheChat_isWhatTheAnswerIsDrawnWith() {
    SamplingSettings chosen = new SamplingSettings(1.7f, 3, 0.5f, 0.2f, 1.3f, 5, 7L);
    app.onDisk(() -> app.repository().setSampling(chatId, chosen));

    send("Why?");
    app.settle();

    long answer = answer().id();
    List<AnswerTrace> traces = app.onDisk(() -> app.repository().traces().of(answer));
    assertThat(traces).hasSize(1);
    SamplingOptions drawn = new SamplingOptions(1.7f, 3, 0.5f, 0.2f, 1.3f, 64, 7);
    assertThat(traces.get(0).replay().options())
        .isEqualTo(new GenerationOptions(drawn, 5, List.of()));
    assertThat(answer().tokens()).isLessThanOrEqualTo(5);
  }

  /**
   * The chat's word goes before the model's, that before the one for all; each can be taken back.
   */
  @Test
  public void send_chosenForChatModelAndAll_theNearestHolds() {
    app.onDisk(() -> app.repository().setDefaults(lengthFor(DefaultsEntity.ALL, 2)));
    app.onDisk(() -> app.repository().setDefaults(lengthFor(MODEL.scope(), 3)));
    app.onDisk(() -> app.repository().setSampling(chatId, ofLength(4)));
    assertThat(tokensOfAnAnswer()).isEqualTo(4);

    app.onDisk(() -> app.repository().setSampling(chatId, null));
    assertThat(tokensOfAnAnswer()).as("the model's").isEqualTo(3);

    DefaultsEntity none = new DefaultsEntity(MODEL.scope(), SystemPrompt.INHERITED, null, null);
    app.onDisk(() -> app.repository().setDefaults(none));
    assertThat(tokensOfAnAnswer()).as("that of all").isEqualTo(2);
  }

  private int tokensOfAnAnswer() {
    send("Why?");
    app.settle();
    return answer().tokens();
  }

  private static DefaultsEntity lengthFor(String scope, int tokens) {
    return new DefaultsEntity(scope, SystemPrompt.INHERITED, ofLength(tokens), null);
  }

  private static SamplingSettings ofLength(int tokens) {
    return new SamplingSettings(0, 0, 1, 0, 1, tokens, null);
  }

  @Test
  public void send_defaultsOfAnotherModelOfThatName_doNotHold() {
    SamplingSettings two = new SamplingSettings(0, 0, 1, 0, 1, 2, null);
    String other = new ModelKey("other", FakeModel.NAME).scope();
    app.onDisk(
        () ->
            app.repository()
                .setDefaults(new DefaultsEntity(other, SystemPrompt.INHERITED, two, null)));

    send("Why?");
    app.settle();

    assertThat(answer().tokens()).isGreaterThan(2);
  }

  @Test
  public void send_defaultsOfTheModel_hold() {
    SamplingSettings two = new SamplingSettings(0, 0, 1, 0, 1, 2, null);
    app.onDisk(
        () ->
            app.repository()
                .setDefaults(new DefaultsEntity(MODEL.scope(), SystemPrompt.INHERITED, two, null)));

    send("Why?");
    app.settle();

    assertThat(answer().tokens()).isEqualTo(2);
  }

  @Test
  public void send_lengthForAllChatsAndTheModelsWay_holds() {
    SamplingSettings two = new SamplingSettings(2, 0, 1, 0, 1, 2, 7L).pickingAsTheModel();
    app.onDisk(
        () ->
            app.repository()
                .setDefaults(
                    new DefaultsEntity(DefaultsEntity.ALL, SystemPrompt.INHERITED, two, null)));

    send("Why?");
    app.settle();

    assertThat(answer().tokens()).isEqualTo(2);
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

  private LiveAnswer live() {
    return Objects.requireNonNull(app.engine().live(chatId).getValue());
  }

  private MessageEntity answer() {
    return app.newestMessage(chatId);
  }
}
