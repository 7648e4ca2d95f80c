package dev.ember.app.engine;

import static org.assertj.core.api.Assertions.assertThat;

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
  public void messages_interruptedAnswer_countsAsSaid() {
    user("Hi").answer("Hel").user("Go on");

    assertThat(prompt("").messages())
        .containsExactly(Message.user("Hi"), Message.assistant("Hel"), Message.user("Go on"));
  }

  @Test
  public void forgottenThroughId_nothingDropped_isNull() {
    user("Hi");

    assertThat(prompt("").forgottenThroughId(0)).isNull();
  }

  @Test
  public void forgottenThroughId_oneTurnDropped_isItsAnswer() {
    user("Hi").answer("Hello.").user("Why?");

    assertThat(prompt("Be brief.").forgottenThroughId(2)).isEqualTo(FIRST_ID + 1);
  }

  @Test
  public void forgottenThroughId_joinedQuestions_isTheNewestOfThem() {
    user("Hi").answer("").user("Anyone?").answer("Me.").user("Why?");

    assertThat(prompt("").forgottenThroughId(1)).isEqualTo(FIRST_ID + 2);
  }

  private Prompt prompt(String systemPrompt) {
    return Prompt.of(new Turn(1, 99, history, systemPrompt, null));
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
    history.add(new MessageEntity(id, 1, position, role, body, status, 0, null, null, null, 0));
    return this;
  }
}
