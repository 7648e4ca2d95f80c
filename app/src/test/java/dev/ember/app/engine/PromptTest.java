package dev.ember.app.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ember.app.data.AnswerSettings;
import dev.ember.app.data.MessageEntity;
import dev.ember.app.data.MessageStatus;
import dev.ember.app.data.Turn;
import dev.ember.inference.chat.Message;
import dev.ember.inference.chat.Role;
import java.util.ArrayList;
import java.util.List;
import org.junit.Test;

public final class PromptTest {
  private static final long FIRST_ID = 11;

  private final List<MessageEntity> history = new ArrayList<>();
  private boolean pinned;

  @Test
  public void messages_plainChat_areTheHistory() {
    user("Hi").answer("Hello.").user("Why?");

    assertThat(prompt("").messages())
        .containsExactly(Message.user("Hi"), Message.assistant("Hello."), Message.user("Why?"));
  }

  @Test
  public void messages_systemPrompt_comesFirst() {
    user("Hi");

    assertThat(prompt("Be brief.").messages())
        .containsExactly(Message.system("Be brief."), Message.user("Hi"));
  }

  @Test
  public void messages_answersWithoutText_areLeftOutAndTheirQuestionsJoinTheNext() {
    user("A").answer("").user("B").answer(" \n").user("C");

    assertThat(prompt("").messages()).containsExactly(Message.user("A\n\nB\n\nC"));
  }

  @Test
  public void messages_answersBeforeTheFirstQuestion_areLeftOut() {
    answer("Hello.").answer("").user("Why?").pin().answer("Because.").user("And?");

    Prompt prompt = prompt("Be brief.");
    assertThat(prompt.messages())
        .containsExactly(
            Message.system("Be brief."),
            Message.user("Why?"),
            Message.assistant("Because."),
            Message.user("And?"));
    assertThat(prompt.history().pinned()).containsExactly(2);
    assertThat(prompt.asks()).isTrue();
    assertThat(prompt.forgottenThroughId(prompt.messages().subList(1, 3))).isEqualTo(FIRST_ID + 3);
  }

  @Test
  public void asks_answersAlone_isFalse() {
    answer("Hello.").answer("Because.");

    assertThat(prompt("Be brief.").asks()).isFalse();
    assertThat(prompt("").messages()).isEmpty();
  }

  @Test
  public void messages_interruptedAnswer_countsAsSaid() {
    user("Hi").answer("Hel").user("Go on");

    assertThat(prompt("").messages())
        .containsExactly(Message.user("Hi"), Message.assistant("Hel"), Message.user("Go on"));
  }

  @Test
  public void forgottenThroughId_nothingDropped_isNull() {
    user("Hi");

    assertThat(prompt("").forgottenThroughId(List.of())).isNull();
  }

  @Test
  public void forgottenThroughId_oneTurnDropped_isItsAnswer() {
    user("Hi").answer("Hello.").user("Why?");

    Prompt prompt = prompt("Be brief.");
    assertThat(prompt.forgottenThroughId(prompt.messages().subList(1, 3))).isEqualTo(FIRST_ID + 1);
  }

  @Test
  public void forgottenThroughId_joinedQuestions_isTheNewestOfThem() {
    user("Hi").answer("").user("Anyone?").answer("Me.").user("Why?");

    Prompt prompt = prompt("");
    assertThat(prompt.forgottenThroughId(prompt.messages().subList(0, 1))).isEqualTo(FIRST_ID + 2);
  }

  @Test
  public void forgottenThroughId_pinnedTurnBetween_isTheNewestDroppedRow() {
    user("A").answer("a").pin().user("B").answer("b").user("C").answer("c").user("D");

    Prompt prompt = prompt("");
    List<Message> dropped = new ArrayList<>(prompt.messages().subList(0, 2));
    dropped.addAll(prompt.messages().subList(4, 6));
    assertThat(prompt.history().pinned()).containsExactly(2);
    assertThat(prompt.forgottenThroughId(dropped)).isEqualTo(FIRST_ID + 5);
  }

  @Test
  public void history_begunAnswer_hasItsText() {
    user("Hi");
    Turn turn = new Turn(1, 99, history, new Turn.Begun("Hel", 1, null), AnswerSettings.NONE);

    assertThat(Prompt.of(turn, "").history().begun()).isEqualTo("Hel");
  }

  private PromptTest pin() {
    pinned = true;
    return this;
  }

  private Prompt prompt(String systemPrompt) {
    return Prompt.of(new Turn(1, 99, history, null, AnswerSettings.NONE), systemPrompt);
  }

  private PromptTest user(String body) {
    return add(Role.USER, body);
  }

  private PromptTest answer(String body) {
    return add(Role.ASSISTANT, body);
  }

  private PromptTest add(Role role, String body) {
    int position = history.size();
    long id = FIRST_ID + position;
    MessageStatus status = MessageStatus.COMPLETE;
    Long parent = position == 0 ? null : id - 1;
    history.add(
        new MessageEntity(
            id, 1, parent, true, role, body, status, 0, null, null, null, 0, pinned, null));
    pinned = false;
    return this;
  }
}
