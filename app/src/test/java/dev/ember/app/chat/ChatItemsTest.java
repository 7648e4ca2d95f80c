package dev.ember.app.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ember.app.data.AnswerSettings;
import dev.ember.app.data.MessageStatus;
import dev.ember.app.data.SamplingSettings;
import dev.ember.app.engine.AnswerPhase;
import dev.ember.app.engine.ModelState;
import dev.ember.inference.chat.Role;
import dev.ember.inference.decode.FinishReason;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.Test;

public final class ChatItemsTest {
  private static final ModelState READY =
      new ModelState.Ready(
          "",
          "Ember Small",
          "fake",
          ModelState.Window.whole(512),
          new SamplingSettings(0.7f, 40, 1, 0, 1, 256, null));
  private static final ModelState.Failed BROKEN =
      new ModelState.Failed(ModelState.Fault.DAMAGED, "expected 1 but found 2");
  private static final AnswerPhase IDLE = new AnswerPhase.Idle();
  private static final AnswerStats STATS = new AnswerStats(9, 80, 100L, FinishReason.STOP);

  private static final MessageRow QUESTION = question(1);
  private static final MessageRow ANSWER = answer(2, MessageStatus.COMPLETE, null);
  private static final MessageRow ANSWER_4 = answer(4, MessageStatus.COMPLETE, null);

  @Test
  public void of_emptyChat_isEmpty() {
    assertThat(ChatItems.of(chat(READY, IDLE, null, List.of()))).isEmpty();
  }

  @Test
  public void of_lastAnswer_canBeGivenAgain() {
    List<ChatItem> items =
        ChatItems.of(
            chat(
                READY,
                IDLE,
                null,
                List.of(QUESTION, ANSWER, question(3), answer(4, MessageStatus.COMPLETE, null))));

    assertThat(((ChatItem.Answer) items.get(1)).latest()).isFalse();
    assertThat(((ChatItem.Answer) items.get(3)).latest()).isTrue();
  }

  @Test
  public void of_streamingAnswer_hasThePhaseAndCannotBeGivenAgain() {
    AnswerPhase writing = new AnswerPhase.Writing(3, 12);
    List<ChatItem> items =
        ChatItems.of(
            chat(
                READY, writing, null, List.of(QUESTION, answer(2, MessageStatus.STREAMING, null))));

    ChatItem.Answer answer = (ChatItem.Answer) items.get(1);
    assertThat(answer.streaming()).isTrue();
    assertThat(answer.phase()).isEqualTo(writing);
    assertThat(answer.latest()).isFalse();
  }

  @Test
  public void of_interruptedAnswer_hasANoteBelow() {
    List<ChatItem> items =
        ChatItems.of(
            chat(READY, IDLE, null, List.of(QUESTION, answer(2, MessageStatus.INTERRUPTED, null))));

    assertThat(items).last().isEqualTo(new ChatItem.Interrupted(2, 9, true, true));
  }

  @Test
  public void of_newestAnswerWithANumber_hasANoteBelow() {
    MessageRow early = saying(2, "It is 300 km.");
    MessageRow late = saying(4, "By train **1** hour.");

    assertThat(ChatItems.of(chat(READY, IDLE, null, List.of(QUESTION, early))))
        .last()
        .isEqualTo(new ChatItem.SmallModel(2));
    assertThat(ChatItems.of(chat(READY, IDLE, null, List.of(QUESTION, early, question(3), late))))
        .filteredOn(ChatItem.SmallModel.class::isInstance)
        .containsExactly(new ChatItem.SmallModel(4));
    assertThat(ChatItems.of(chat(READY, IDLE, null, List.of(QUESTION, ANSWER))))
        .noneMatch(ChatItem.SmallModel.class::isInstance);
  }

  @Test
  public void saying_pointsOfAListAndCode_areNoNumbers() {
    assertThat(StatedNumber.isIn("1. a park\n2. a wood\n  10) a lake\n3、湖")).isFalse();
    assertThat(StatedNumber.isIn("Call it:\n```java\nint a = 3;\n```\nThat is all.")).isFalse();
    assertThat(StatedNumber.isIn("Write `x = 1` or ``a`2``, not `3`.")).isFalse();
    assertThat(StatedNumber.isIn("Write `x`, 2 times, or `y`.")).isTrue();
    assertThat(StatedNumber.isIn("A \\`5\\` is no code.")).isTrue();
    assertThat(StatedNumber.isIn("1. It costs 5.")).isTrue();
    assertThat(StatedNumber.isIn("1.5 km")).isTrue();
    assertThat(StatedNumber.isIn("```\n1\n```\nIt has ٣ legs.")).isTrue();
    assertThat(StatedNumber.isIn("1.\n2.")).isFalse();
    assertThat(StatedNumber.isIn("")).isFalse();
  }

  @Test
  public void of_brokenAnswer_hasACardWithItsReason() {
    List<ChatItem> items =
        ChatItems.of(
            chat(READY, IDLE, null, List.of(QUESTION, answer(2, MessageStatus.FAILED, "why"))));

    assertThat(items).last().isEqualTo(new ChatItem.Failure(2, "why", true));
  }

  @Test
  public void of_brokenModel_saysItOnce() {
    List<ChatItem> items =
        ChatItems.of(
            chat(BROKEN, IDLE, null, List.of(QUESTION, answer(2, MessageStatus.FAILED, "why"))));

    assertThat(items).last().isEqualTo(new ChatItem.ModelFailure(BROKEN));
    assertThat(items).noneMatch(ChatItem.Failure.class::isInstance);
  }

  @Test
  public void of_forgottenMessages_lieAboveTheCutLine() {
    List<ChatItem> items =
        ChatItems.of(
            chat(
                READY,
                IDLE,
                2L,
                List.of(QUESTION, ANSWER, question(3), answer(4, MessageStatus.COMPLETE, null))));

    assertThat(items.get(2)).isEqualTo(new ChatItem.CutLine());
    assertThat(((ChatItem.Question) items.get(0)).forgotten()).isTrue();
    assertThat(((ChatItem.Answer) items.get(1)).forgotten()).isTrue();
    assertThat(((ChatItem.Question) items.get(3)).forgotten()).isFalse();
  }

  @Test
  public void of_pinnedTurnAboveTheCutLine_isStillSeen() {
    List<ChatItem> items =
        ChatItems.of(
            chat(READY, IDLE, 2L, List.of(question(1, true), ANSWER, question(3), ANSWER_4)));

    assertThat(((ChatItem.Question) items.get(0)).forgotten()).isFalse();
    assertThat(((ChatItem.Answer) items.get(1)).forgotten()).isFalse();
    assertThat(items.get(2)).isEqualTo(new ChatItem.CutLine());
  }

  @Test
  public void of_windowFull_isACardInPlaceOfTheAnswer() {
    MessageRow full =
        new MessageRow(
            4,
            Role.ASSISTANT,
            "",
            MessageStatus.COMPLETE,
            0,
            1_000,
            new AnswerStats(0, 0, null, FinishReason.CONTEXT_FULL),
            null,
            Branching.ONLY,
            false);
    List<ChatItem> items =
        ChatItems.of(chat(READY, IDLE, null, List.of(QUESTION, ANSWER, question(3), full)));

    assertThat(items).last().isEqualTo(new ChatItem.WindowFull(4, "why", true, true));
  }

  @Test
  public void of_windowFullWhoseQuestionWasDeleted_takesNoAnswerForIt() {
    MessageRow full =
        new MessageRow(
            4,
            Role.ASSISTANT,
            "",
            MessageStatus.COMPLETE,
            0,
            1_000,
            new AnswerStats(0, 0, null, FinishReason.CONTEXT_FULL),
            null,
            Branching.ONLY,
            false);

    assertThat(ChatItems.of(chat(READY, IDLE, null, List.of(QUESTION, ANSWER, full))))
        .last()
        .isEqualTo(new ChatItem.WindowFull(4, null, true, false));
  }

  @Test
  public void of_interruptedAnswer_offersToGoOn() {
    List<ChatItem> items =
        ChatItems.of(
            chat(READY, IDLE, null, List.of(QUESTION, answer(2, MessageStatus.INTERRUPTED, null))));

    assertThat(((ChatItem.Answer) items.get(1)).offers())
        .contains(MessageAction.CONTINUE, MessageAction.AGAIN, MessageAction.DELETE);
  }

  @Test
  public void of_answerWhoseQuestionWasDeleted_offersNoOtherAnswer() {
    List<ChatItem> items =
        ChatItems.of(chat(READY, IDLE, null, List.of(answer(2, MessageStatus.INTERRUPTED, null))));

    assertThat(((ChatItem.Answer) items.get(0)).offers())
        .doesNotContain(MessageAction.CONTINUE, MessageAction.AGAIN)
        .contains(MessageAction.COPY, MessageAction.BRANCH, MessageAction.DELETE);
    assertThat(items).last().isEqualTo(new ChatItem.Interrupted(2, 9, true, false));
  }

  @Test
  public void of_brokenAnswerWhoseQuestionWasDeleted_offersNoOther() {
    List<ChatItem> items =
        ChatItems.of(chat(READY, IDLE, null, List.of(answer(2, MessageStatus.FAILED, "why"))));

    assertThat(items).last().isEqualTo(new ChatItem.Failure(2, "why", false));
  }

  @Test
  public void of_finishedAnswer_offersItsAlternativesAndNotToGoOn() {
    List<ChatItem> items = ChatItems.of(chat(READY, IDLE, null, List.of(QUESTION, ANSWER)));

    assertThat(((ChatItem.Answer) items.get(1)).offers())
        .contains(MessageAction.PREVIOUS, MessageAction.NEXT)
        .doesNotContain(MessageAction.CONTINUE);
  }

  @Test
  public void of_whileAnswering_branchesAreHeldStill() {
    AnswerPhase writing = new AnswerPhase.Writing(3, 12);
    List<ChatItem> items =
        ChatItems.of(
            chat(
                READY,
                writing,
                null,
                List.of(QUESTION, ANSWER, question(3), answer(4, MessageStatus.STREAMING, null))));

    assertThat(((ChatItem.Answer) items.get(1)).offers())
        .doesNotContain(
            MessageAction.AGAIN, MessageAction.NEXT, MessageAction.DELETE, MessageAction.BRANCH)
        .contains(MessageAction.COPY, MessageAction.PIN);
    assertThat(((ChatItem.Answer) items.get(3)).offers())
        .containsExactly(MessageAction.COPY, MessageAction.SELECT, MessageAction.SHARE);
  }

  private static MessageRow question(long id) {
    return question(id, false);
  }

  private static MessageRow question(long id, boolean pinned) {
    return new MessageRow(
        id, Role.USER, "why", MessageStatus.COMPLETE, 0, 1_000, null, null, Branching.ONLY, pinned);
  }

  private static MessageRow saying(long id, String text) {
    return answer(id, text, MessageStatus.COMPLETE, null);
  }

  private static MessageRow answer(long id, MessageStatus status, @Nullable String failure) {
    return answer(id, "because", status, failure);
  }

  private static MessageRow answer(
      long id, String text, MessageStatus status, @Nullable String failure) {
    return new MessageRow(
        id,
        Role.ASSISTANT,
        text,
        status,
        9,
        1_000,
        status == MessageStatus.COMPLETE ? STATS : null,
        failure,
        new Branching(2, 3),
        false);
  }

  private static ChatState chat(
      ModelState model,
      AnswerPhase phase,
      @Nullable Long forgottenThrough,
      List<MessageRow> messages) {
    return new ChatState(
        1,
        "title",
        ChatModel.UNKNOWN.seen("", "", model, null),
        messages,
        phase,
        null,
        null,
        forgottenThrough,
        null,
        AnswerSettings.NONE,
        List.of(),
        ChatState.Flags.NONE,
        ChatState.Pending.NOTHING,
        Tints.NONE);
  }
}
