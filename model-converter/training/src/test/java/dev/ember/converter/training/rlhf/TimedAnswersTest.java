package dev.ember.converter.training.rlhf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ember.converter.training.encode.AnsweredPrompt;
import dev.ember.converter.training.loop.Share;
import dev.ember.converter.training.loop.StepTime;
import dev.ember.converter.training.model.Gpt;
import dev.ember.converter.training.model.Parameters;
import dev.ember.converter.training.model.Precision;
import dev.ember.converter.training.model.TinyModel;
import java.util.List;
import org.junit.Test;

public final class TimedAnswersTest {
  private static final int[] TOKENS = {1, 2, 3, 4};
  private static final AnsweredPrompt ANSWER = new AnsweredPrompt(TOKENS, 1);

  @Test
  public void step_moreAnswersThanAShareHolds_isSharesOfNoMoreWhichStayWhole() {
    try (Parameters parameters = Parameters.random(TinyModel.CONFIG, 1)) {
      List<Share> shares = answers(parameters, 20).step(0);
      assertThat(shares)
          .extracting(Share::positions)
          .containsExactly(8 * TOKENS.length, 8 * TOKENS.length, 4 * TOKENS.length);
      assertThat(shares).extracting(Share::scored).containsExactly(8 * 3, 8 * 3, 4 * 3);
      assertThat(shares).allSatisfy(share -> assertThat(share.parts(4)).containsExactly(share));
    }
  }

  @Test
  public void step_timed_changesNoWeight() {
    try (Parameters parameters = Parameters.random(TinyModel.CONFIG, 1)) {
      float[] before = parameters.toArray();
      assertThat(StepTime.nanos(answers(parameters, 20), parameters)).isPositive();
      assertThat(parameters.toArray()).isEqualTo(before);
    }
  }

  private static TimedAnswers answers(Parameters parameters, int count) {
    return new TimedAnswers(new Gpt(parameters, Precision.FLOAT32), ANSWER, count);
  }
}
