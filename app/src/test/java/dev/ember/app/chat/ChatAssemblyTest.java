package dev.ember.app.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ember.app.data.AnswerCost;
import dev.ember.app.data.AnswerEnd;
import dev.ember.app.data.ChatEntity;
import dev.ember.app.data.MessageEntity;
import dev.ember.app.data.MessageStatus;
import dev.ember.app.data.PathMessage;
import dev.ember.app.data.SamplingSettings;
import dev.ember.app.data.SystemPrompt;
import dev.ember.app.engine.AnswerPhase;
import dev.ember.app.engine.LiveAnswer;
import dev.ember.app.engine.ModelState;
import dev.ember.inference.chat.Role;
import dev.ember.inference.decode.FinishReason;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.Test;

public final class ChatAssemblyTest {
  private static final long QUESTION_ID = 11;
  private static final long ANSWER_ID = 12;
  private static final SamplingSettings OF_MODEL =
      new SamplingSettings(0.6f, 20, 0.9f, 0, 1.05f, 200, null);
  private static final ModelState.Ready READY =
      new ModelState.Ready("", "Small", "fake", ModelState.Window.whole(512), OF_MODEL);
  private static final ChatEntity CHAT =
      new ChatEntity(
          1,
          "Sky",
          false,
          5,
          6,
          SystemPrompt.of("Be brief."),
          null,
          "",
          null,
          false,
          false,
          null,
          null);
  private static final AnswerCost COST =
      new AnswerCost(FinishReason.STOP, 30, 12, 250_000_000L, 2_000_000_000L);
  private static final MessageEntity QUESTION =
      new MessageEntity(
          QUESTION_ID,
          1,
          null,
          true,
          Role.USER,
          "Why?",
          MessageStatus.COMPLETE,
          0,
          null,
          null,
          null,
          0,
          false,
          null);

  @Test
  public void state_answerAtRest_hasWhatWasMeasured() {
    ChatState state =
        assemble(stored("Because.", MessageStatus.COMPLETE, 24, COST), LiveAnswer.NONE);

    assertThat(state.messages().get(1).stats())
        .isEqualTo(new AnswerStats(24, 12, 250L, FinishReason.STOP));
    assertThat(state.meter()).isEqualTo(new ContextMeter(54, 512));
    assertThat(state.answering()).isFalse();
    assertThat(state.title()).isEqualTo("Sky");
    assertThat(state.settings().systemPrompt().text()).isEqualTo("Be brief.");
  }

  @Test
  public void state_growingAnswer_showsTheTextInMemory() {
    LiveAnswer live = live("Because the", 2, new AnswerPhase.Writing(2, 11), null);

    ChatState state = assemble(stored("Bec", MessageStatus.STREAMING, 1, null), live);

    assertThat(state.messages().get(1).text()).isEqualTo("Because the");
    assertThat(state.messages().get(1).status()).isEqualTo(MessageStatus.STREAMING);
    assertThat(state.messages().get(1).tokens()).isEqualTo(2);
    assertThat(state.meter()).isEqualTo(new ContextMeter(32, 512));
    assertThat(state.answering()).isTrue();
  }

  @Test
  public void state_endedAnswerWhoseRowIsLate_showsTheEndInMemory() {
    AnswerEnd end = new AnswerEnd(MessageStatus.CANCELLED, "Because", 1, COST, null, null);
    LiveAnswer live = live("Because", 1, new AnswerPhase.Idle(), end);

    ChatState state = assemble(stored("Bec", MessageStatus.STREAMING, 1, null), live);

    assertThat(state.messages().get(1).text()).isEqualTo("Because");
    assertThat(state.messages().get(1).status()).isEqualTo(MessageStatus.CANCELLED);
    assertThat(state.messages().get(1).stats()).isNotNull();
  }

  @Test
  public void state_rowThatHasEnded_winsOverMemory() {
    LiveAnswer stale = live("Old", 1, new AnswerPhase.Writing(1, 0), null);

    ChatState state = assemble(stored("Because.", MessageStatus.COMPLETE, 2, COST), stale);

    assertThat(state.messages().get(1).text()).isEqualTo("Because.");
  }

  @Test
  public void state_memoryOfAnotherAnswer_doesNotTouchTheRow() {
    LiveAnswer other = new LiveAnswer(99L, "Other", 30, 1, new AnswerPhase.Writing(1, 0), null);

    ChatState state = assemble(stored("Bec", MessageStatus.STREAMING, 1, null), other);

    assertThat(state.messages().get(1).text()).isEqualTo("Bec");
  }

  @Test
  public void state_interruptedAnswer_hasItsTokensAndNoStats() {
    ChatState state = assemble(stored("Bec", MessageStatus.INTERRUPTED, 24, null), LiveAnswer.NONE);

    assertThat(state.messages().get(1).tokens()).isEqualTo(24);
    assertThat(state.messages().get(1).stats()).isNull();
  }

  @Test
  public void state_continuedAnswerThatWasInterrupted_hasNotTheStatsOfItsFirstPart() {
    ChatState state = assemble(stored("Bec", MessageStatus.INTERRUPTED, 24, COST), LiveAnswer.NONE);

    assertThat(state.messages().get(1).tokens()).isEqualTo(24);
    assertThat(state.messages().get(1).stats()).isNull();
  }

  @Test
  public void state_instantAnswer_hasNoSpeed() {
    AnswerCost instant = new AnswerCost(FinishReason.STOP, 30, 0, 1_000_000, 0);

    ChatState state = assemble(stored("", MessageStatus.COMPLETE, 0, instant), LiveAnswer.NONE);

    assertThat(state.messages().get(1).stats())
        .isEqualTo(new AnswerStats(0, 0, 1L, FinishReason.STOP));
  }

  @Test
  public void state_answerThatWasNotMeasured_saysNeitherSpeedNorFirstWord() {
    AnswerCost cost = COST.after(null, 20);

    ChatState state = assemble(stored("B", MessageStatus.COMPLETE, 24, cost), LiveAnswer.NONE);

    assertThat(state.messages().get(1).stats())
        .isEqualTo(new AnswerStats(24, 0, null, FinishReason.STOP));
    assertThat(state.meter()).as("30 read with the 20").isEqualTo(new ContextMeter(34, 512));
  }

  @Test
  public void state_answersBehindTheMeasuredOne_fillTheWindowToo() {
    MessageEntity measured = stored("Because.", MessageStatus.COMPLETE, 24, COST);
    MessageEntity cut = stored("Bec", MessageStatus.INTERRUPTED, 7, null);

    assertThat(assemble(cut, LiveAnswer.NONE).meter()).isEqualTo(new ContextMeter(7, 512));
    ChatState both =
        ChatAssembly.state(
            parts(List.of(only(QUESTION), only(measured), only(cut)), LiveAnswer.NONE, READY));
    assertThat(both.meter()).isEqualTo(new ContextMeter(61, 512));
  }

  @Test
  public void state_moreCountedThanFits_hasNoMeter() {
    MessageEntity measured = stored("Because.", MessageStatus.COMPLETE, 24, COST);
    MessageEntity fills = stored("Bec", MessageStatus.INTERRUPTED, 458, null);
    MessageEntity oneMore = stored("Bec", MessageStatus.INTERRUPTED, 459, null);

    assertThat(behind(measured, fills)).isEqualTo(new ContextMeter(512, 512));
    assertThat(behind(measured, oneMore)).isNull();
  }

  @Test
  public void state_lastQuestionHadNoRoom_saysHowMuchItWouldHaveTaken() {
    AnswerCost refused = new AnswerCost(FinishReason.CONTEXT_FULL, 840, 0, 0, 0);
    MessageEntity measured = stored("Because.", MessageStatus.COMPLETE, 24, COST);
    MessageEntity noRoom = stored("", MessageStatus.COMPLETE, 0, refused);

    assertThat(behind(measured, noRoom)).isEqualTo(new ContextMeter(840, 512));
    assertThat(behind(noRoom, measured)).as("answered since").isEqualTo(new ContextMeter(54, 512));
  }

  @Test
  public void state_modelSwitched_hasNeitherMeterNorCutLineUntilItReads() {
    AnswerCost ofOther = new AnswerCost(FinishReason.STOP, 30, 12, 7, 8, "other");
    AnswerCost ofThis = new AnswerCost(FinishReason.STOP, 30, 12, 7, 8, "");
    MessageEntity answer = stored("Because.", MessageStatus.COMPLETE, 24, ofOther);

    ChatState switched = assemble(answer, LiveAnswer.NONE);
    assertThat(switched.meter()).isNull();
    assertThat(switched.forgottenThroughMessageId()).isNull();
    ChatState reads = assemble(answer, live("", 0, new AnswerPhase.Reading(1, 30), null));
    assertThat(reads.meter()).isEqualTo(new ContextMeter(30, 512));
    assertThat(reads.forgottenThroughMessageId()).isNull();

    ChatState back =
        assemble(stored("Because.", MessageStatus.COMPLETE, 24, ofThis), LiveAnswer.NONE);
    assertThat(back.meter()).isEqualTo(new ContextMeter(54, 512));
    assertThat(back.forgottenThroughMessageId()).isEqualTo(QUESTION_ID);
  }

  @Test
  public void state_anotherModelLoadedMeanwhile_keepsMeterAndCutLine() {
    ModelState.Ready other =
        new ModelState.Ready("other", "Large", "fake", ModelState.Window.whole(64), OF_MODEL);
    ChatModel own = ChatModel.UNKNOWN.seen("", "", READY, null);

    for (ModelState now : List.of(other, new ModelState.Loading("other", "Large"))) {
      ChatState state = stateOf(own.seen("", "", now, 512));
      assertThat(state.model().state()).isEqualTo(new ModelState.NotLoaded());
      assertThat(state.model().name()).isEqualTo(READY.name());
      assertThat(state.meter()).isEqualTo(new ContextMeter(54, 512));
      assertThat(state.forgottenThroughMessageId()).isEqualTo(QUESTION_ID);
    }
  }

  @Test
  public void state_windowSetWhileTheModelIsNotLoaded_isOfThatWindow() {
    ChatModel loaded = ChatModel.UNKNOWN.seen("", "", READY, 512);
    assertThat(stateOf(loaded.seen("", "", READY, 128)).meter())
        .as("as long as it is loaded, it sees what it saw")
        .isEqualTo(new ContextMeter(54, 512));

    ModelState gone = new ModelState.NotLoaded();
    assertThat(stateOf(loaded.seen("", "", gone, 128)).meter())
        .isEqualTo(new ContextMeter(54, 128));
    assertThat(stateOf(loaded.seen("", "", gone, 32)).meter()).as("no room").isNull();
    assertThat(stateOf(loaded.seen("", "", gone, 32).seen("", "", gone, 512)).meter())
        .as("set back")
        .isEqualTo(new ContextMeter(54, 512));
  }

  @Test
  public void state_chatsOwnModelIsLoadingForTheFirstTime_hasNothingOfTheOneBefore() {
    ModelState loading = new ModelState.Loading("other", "Large");
    ChatModel own = ChatModel.UNKNOWN.seen("", "", READY, null).seen("other", "Large", loading, 64);

    assertThat(stateOf(own).model().state()).isEqualTo(loading);
    assertThat(stateOf(own).meter()).isNull();
    assertThat(stateOf(own).forgottenThroughMessageId()).isNull();
  }

  /** Behind an answer of the only model. */
  private static ChatState stateOf(ChatModel model) {
    AnswerCost cost = new AnswerCost(FinishReason.STOP, 30, 12, 7, 8, "");
    MessageEntity answer = stored("Because.", MessageStatus.COMPLETE, 24, cost);
    List<PathMessage> path = List.of(only(QUESTION), only(answer));
    return ChatAssembly.state(parts(path, LiveAnswer.NONE, model));
  }

  @Test
  public void cost_goneOnWithByAnotherModel_isOfThatAlone() {
    AnswerCost second = new AnswerCost(FinishReason.STOP, 50, 0, 7, 8, "other");

    assertThat(second.after(COST, 20))
        .isEqualTo(new AnswerCost(FinishReason.STOP, 30, 0, 0, 0, "other"));
  }

  private static @Nullable ContextMeter behind(MessageEntity measured, MessageEntity cut) {
    return ChatAssembly.state(
            parts(List.of(only(QUESTION), only(measured), only(cut)), LiveAnswer.NONE, READY))
        .meter();
  }

  @Test
  public void state_modelNotLoaded_hasNeitherMeterNorSampling() {
    ChatState state =
        ChatAssembly.state(
            parts(List.of(only(QUESTION)), LiveAnswer.NONE, new ModelState.NotLoaded()));

    assertThat(state.meter()).isNull();
    assertThat(state.sampling()).isNull();
  }

  @Test
  public void state_forgottenMessages_areThoseOfTheNewestMeasuredAnswer() {
    ChatState state =
        assemble(stored("Because.", MessageStatus.COMPLETE, 2, COST), LiveAnswer.NONE);

    assertThat(state.forgottenThroughMessageId()).isEqualTo(QUESTION_ID);
  }

  private static LiveAnswer live(
      String text, int tokens, AnswerPhase phase, @Nullable AnswerEnd end) {
    return new LiveAnswer(ANSWER_ID, text, 30, tokens, phase, end);
  }

  private static PathMessage only(MessageEntity message) {
    return new PathMessage(message, 1, 1);
  }

  private static ChatState assemble(MessageEntity answer, LiveAnswer live) {
    return ChatAssembly.state(parts(List.of(only(QUESTION), only(answer)), live, READY));
  }

  private static ChatParts parts(List<PathMessage> stored, LiveAnswer live, ModelState model) {
    return parts(stored, live, ChatModel.UNKNOWN.seen("", "", model, null));
  }

  private static ChatParts parts(List<PathMessage> stored, LiveAnswer live, ChatModel model) {
    return new ChatParts(
        CHAT,
        stored,
        live,
        model,
        null,
        List.of(),
        List.of(),
        ChatState.Pending.NOTHING,
        Tints.NONE);
  }

  private static MessageEntity stored(
      String body, MessageStatus status, int tokens, @Nullable AnswerCost cost) {
    Long forgotten = cost == null ? null : QUESTION_ID;
    return new MessageEntity(
        ANSWER_ID,
        1,
        QUESTION_ID,
        true,
        Role.ASSISTANT,
        body,
        status,
        tokens,
        cost,
        forgotten,
        null,
        0,
        false,
        null);
  }
}
