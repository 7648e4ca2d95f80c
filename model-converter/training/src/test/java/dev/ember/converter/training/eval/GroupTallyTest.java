package dev.ember.converter.training.eval;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import dev.ember.inference.chat.Message;
import java.util.List;
import org.junit.Test;

public final class GroupTallyTest {
  private static final Question ENGLISH = question("en", "Where does milk go?", "fridge");
  private static final Question CHINESE = question("zh", "牛奶放哪儿？", "冰箱");

  @Test
  public void add_answers_countsWordsRulesAndLanguageByGroupAndByLanguage() {
    JsonObject json =
        tally(
            exchange(ENGLISH, "Into the Fridge.", true),
            exchange(ENGLISH, "Into the fridge it goes and", false),
            exchange(CHINESE, "放冰箱里。", true),
            exchange(CHINESE, "On a shelf.", true));

    JsonObject everyday = json.getAsJsonObject("groups").getAsJsonObject("everyday");
    assertThat(everyday.get("answers").getAsInt()).isEqualTo(4);
    assertThat(part(everyday, "wordsFound")).isEqualTo(0.75);
    assertThat(part(everyday, "rulesKept")).isEqualTo(0.75);
    assertThat(part(everyday, "sameLanguage")).isEqualTo(0.75);

    JsonObject languages = json.getAsJsonObject("languages");
    JsonObject english = languages.getAsJsonObject("en");
    JsonObject chinese = languages.getAsJsonObject("zh");
    assertThat(part(english, "STOPS")).isEqualTo(0.5);
    assertThat(part(chinese, "STOPS")).isEqualTo(1);
    assertThat(part(chinese, "wordsFound")).isEqualTo(0.5);
    JsonObject both = chinese.getAsJsonObject("groups").getAsJsonObject("everyday");
    assertThat(both.get("answers").getAsInt()).isEqualTo(2);
    assertThat(part(both, "sameLanguage")).isEqualTo(0.5);
  }

  @Test
  public void add_questionsOfNoGroup_addsNothing() {
    Question plain = Question.of(1, List.of(Message.user("Hi")));

    assertThat(tally(exchange(plain, "Hello.", true)).size()).isZero();
  }

  private static JsonObject tally(Interview.Exchange... exchanges) {
    JsonObject json = new JsonObject();
    GroupTally.add(json, List.of(exchanges));
    return json;
  }

  private static double part(JsonObject counts, String name) {
    return counts.get(name).getAsDouble();
  }

  private static Question question(String language, String turn, String word) {
    return new Question(
        "q",
        "everyday",
        language,
        List.of(),
        List.of(turn),
        new Question.Rubric("", List.of(word), List.of()));
  }

  private static Interview.Exchange exchange(Question question, String answer, boolean stopped) {
    List<Message> asked = List.of(Message.user(question.lastTurn()));
    return new Interview.Exchange(question, asked, asked, answer, stopped);
  }
}
