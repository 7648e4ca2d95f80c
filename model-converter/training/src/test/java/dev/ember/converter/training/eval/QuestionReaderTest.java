package dev.ember.converter.training.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ember.inference.chat.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public final class QuestionReaderTest {
  @Rule public final TemporaryFolder files = new TemporaryFolder();

  private Path file;

  @Before
  public void name() {
    file = files.getRoot().toPath().resolve("prompts.jsonl");
  }

  @Test
  public void read_questions_keepsTurnsAndRubric() throws IOException {
    Files.writeString(
        file,
        "{\"id\":\"ev-1\",\"group\":\"memory\",\"lang\":\"en\",\"turns\":[\"I am Olga.\",\"Who?\"],"
            + "\"rubric\":\"Olga.\",\"any\":[\"olga\"],\"none\":[\"Marta\"]}\n");

    Question question = QuestionReader.read(file, 1).get(0);

    assertThat(question.id()).isEqualTo("ev-1");
    assertThat(question.group()).isEqualTo("memory");
    assertThat(question.language()).isEqualTo("en");
    assertThat(question.turns()).containsExactly("I am Olga.", "Who?");
    assertThat(question.rubric().hasWordsOf("You are Olga.")).isTrue();
    assertThat(question.rubric().hasWordsOf("You are Olga, not Marta.")).isFalse();
    assertThat(question.rubric().hasWordsOf("I do not know.")).isFalse();
  }

  @Test
  public void read_promptsOfAChat_areItsOpeningAndItsLastTurn() throws IOException {
    Files.writeString(file, "Hi! | Hello. | I am Tom.\n");

    assertThat(QuestionReader.read(file, 1))
        .containsExactly(
            new Question(
                "1",
                "",
                "",
                List.of(Message.user("Hi!"), Message.assistant("Hello.")),
                List.of("I am Tom."),
                Question.Rubric.NONE));
  }

  @Test
  public void read_questionWithoutTurns_namesFileAndLine() throws IOException {
    Files.writeString(
        file,
        "{\"turns\":[\"Hi\"],\"rubric\":\"greets\"}\n\n{\"turns\":[],\"rubric\":\"nothing\"}\n");

    assertThatThrownBy(() -> QuestionReader.read(file, 1))
        .isInstanceOf(IOException.class)
        .hasMessage(file + ", line 3: expected a turn of the user but found none");
  }

  @Test
  public void read_nullForAQuestion_namesFileAndLine() throws IOException {
    Files.writeString(file, "{\"turns\":[\"Hi\"],\"rubric\":\"greets\"}\nnull\n");

    assertThatThrownBy(() -> QuestionReader.read(file, 1))
        .isInstanceOf(IOException.class)
        .hasMessage(file + ", line 2: expected an object with turns and rubric but found null");
  }

  @Test
  public void read_nullForATurnOrAWord_namesFileLineAndList() throws IOException {
    for (String list : List.of("turns", "any", "none")) {
      String turns = list.equals("turns") ? "" : "\"turns\":[\"Hi\"],";
      Files.writeString(file, "{" + turns + "\"rubric\":\"\",\"" + list + "\":[\"a\",null]}\n");

      assertThatThrownBy(() -> QuestionReader.read(file, 1))
          .isInstanceOf(IOException.class)
          .hasMessage(file + ", line 1: expected only text in " + list + " but found null");
    }
  }
}
