package dev.ember.converter.training.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ember.converter.training.model.Batch;
import dev.ember.converter.training.tokenizer.BpeTrainer;
import dev.ember.inference.chat.Message;
import dev.ember.inference.tokenizer.SubwordTokenizer;
import java.util.List;
import org.junit.Test;

public final class AnswerEncoderTest {
  private static final SubwordTokenizer TOKENIZER =
      BpeTrainer.train(
          List.of("Hello there, how are you?"),
          270,
          List.of(
              SpecialTokens.END_OF_TEXT, SpecialTokens.START_OF_TURN, SpecialTokens.END_OF_TURN));

  private final AnswerEncoder encoder = new AnswerEncoder(ChatMarkup.template(), TOKENIZER);

  @Test
  public void answered_multiTurn_isThePromptThenTheLastAnswerAndItsEnd() {
    List<Message> chat =
        List.of(Message.user("Hello"), Message.assistant("there"), Message.user("how"));
    AnsweredPrompt answered = encoder.answered(chat, "are you?");
    assertThat(answered.prompt()).isEqualTo(encoder.prompt(chat));
    int[] answer = answered.answer();
    assertThat(answer[answer.length - 1]).isEqualTo(SpecialTokens.of(TOKENIZER).endOfTurnId());
    assertThat(answered.answerLength()).isEqualTo(TOKENIZER.encode("are you?").length + 1);
  }

  @Test
  public void batch_twoLengths_padsBehindAndScoresAnswersOnly() {
    AnsweredPrompt shorter = new AnsweredPrompt(new int[] {1, 2, 3}, 2);
    AnsweredPrompt longer = new AnsweredPrompt(new int[] {4, 5, 6, 7, 8}, 2);
    List<AnsweredPrompt> answers = List.of(shorter, longer);
    Batch batch = AnsweredPrompt.batch(answers, 99);
    int x = Batch.IGNORED;
    assertThat(batch.tokens()).containsExactly(1, 2, 3, 99, 99, 4, 5, 6, 7, 8);
    assertThat(batch.targets()).containsExactly(x, 3, x, x, x, x, 6, 7, 8, x);
    assertThat(batch.documents()).containsExactly(1, 1, 1, 0, 0, 1, 1, 1, 1, 1);
    assertThat(AnsweredPrompt.lastPositions(answers)).containsExactly(2, 9);
  }

  @Test
  public void answeredPrompt_noAnswer_refused() {
    assertThatThrownBy(() -> new AnsweredPrompt(new int[] {1, 2}, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected a prompt and an answer but found a prompt of 2 of 2 tokens");
  }
}
