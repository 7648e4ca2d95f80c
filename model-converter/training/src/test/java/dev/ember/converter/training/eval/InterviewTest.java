package dev.ember.converter.training.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ember.inference.chat.Message;
import dev.ember.inference.chat.Role;
import java.io.IOException;
import java.util.List;
import org.junit.Test;

public final class InterviewTest {
  private static final Message RULE = new Message(Role.SYSTEM, "Be kind.");
  private static final Message FIRST = Message.user("Hello");
  private static final Message REPLY = Message.assistant("Hi");
  private static final Message LAST = Message.user("And now?");

  private final Interview interview = new Interview("file.jsonl", List.of(), 5);

  @Test
  public void readBy_aSmallerWindow_losesWholeExchangesAndKeepsWhatTheSystemSays()
      throws IOException {
    assertThat(interview.readBy(exchange(RULE, FIRST, REPLY, LAST), List::size, 4))
        .containsExactly(RULE, FIRST, REPLY, LAST);
    assertThat(interview.readBy(exchange(RULE, FIRST, REPLY, LAST), List::size, 3))
        .containsExactly(RULE, LAST);
    assertThat(interview.readBy(exchange(REPLY, FIRST, REPLY, LAST), List::size, 3))
        .containsExactly(FIRST, REPLY, LAST);
  }

  @Test
  public void readBy_lastTurnTooLong_namesFileQuestionWindowAndLength() {
    assertThatThrownBy(() -> interview.readBy(exchange(FIRST, REPLY, LAST), chat -> 70, 64))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "file.jsonl, question q7: expected a turn with its answer of at most 64 tokens, the"
                + " window of the reward model, but found 70");
  }

  private static Interview.Exchange exchange(Message... chat) {
    List<Message> asked = List.of(chat);
    Question question =
        new Question("q7", "", "", List.of(), List.of(LAST.content()), Question.Rubric.NONE);
    return new Interview.Exchange(question, asked, asked, "Well.", true);
  }
}
