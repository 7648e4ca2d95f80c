package dev.ember.converter.training.eval;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import dev.ember.inference.chat.Message;
import java.util.List;
import org.junit.Test;

public final class GroupTallyTest {
  private static final Question ENGLISH = question("everyday", "Where does milk go?", "fridge");
  private static final Question CHINESE = question("everyday", "牛奶放哪儿？", "冰箱");

  @Test
  public void of_answers_countsWordsRulesAndLanguage() {
    JsonObject everyday =
        GroupTally.of(
                List.of(
                    exchange(ENGLISH, "Into the Fridge.", true),
                    exchange(ENGLISH, "Into the fridge it goes and", false),
                    exchange(CHINESE, "放冰箱里。", true),
                    exchange(CHINESE, "On a shelf.", true)))
            .json()
            .getAsJsonObject("everyday");

    assertThat(everyday.get("questions").getAsInt()).isEqualTo(4);
    assertThat(everyday.get("wordsFound").getAsDouble()).isEqualTo(0.75);
    assertThat(everyday.get("rulesKept").getAsDouble()).isEqualTo(0.75);
    assertThat(everyday.get("sameLanguage").getAsDouble()).isEqualTo(0.75);
  }

  @Test
  public void of_questionsOfNoGroup_isEmpty() {
    Question plain = Question.of(1, List.of(Message.user("Hi")));

    assertThat(GroupTally.of(List.of(exchange(plain, "Hello.", true))).json().size()).isZero();
  }

  private static Question question(String group, String turn, String word) {
    return new Question(
        "q", group, List.of(), List.of(turn), new Question.Rubric("", List.of(word), List.of()));
  }

  private static Interview.Exchange exchange(Question question, String answer, boolean stopped) {
    List<Message> asked = List.of(Message.user(question.lastTurn()));
    return new Interview.Exchange(question, asked, asked, answer, stopped);
  }
}
