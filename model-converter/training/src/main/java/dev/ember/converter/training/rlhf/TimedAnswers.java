package dev.ember.converter.training.rlhf;

import dev.ember.converter.training.encode.AnsweredPrompt;
import dev.ember.converter.training.loop.Objective;
import dev.ember.converter.training.loop.Share;
import dev.ember.converter.training.model.Gpt;
import dev.ember.converter.training.rollout.AnswerLikelihood;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;

/**
 * Something to time instead of a step of {@link PpoObjective}, whose answers would have other
 * lengths in each type: as many answers, in shares as large as those that train and as whole, so
 * that it takes no more memory and goes the same path.
 */
final class TimedAnswers implements Objective {
  private final Gpt gpt;
  private final List<AnsweredPrompt> answers;

  /**
   * @param count how often the answer is learned in a step
   */
  TimedAnswers(Gpt gpt, AnsweredPrompt answer, int count) {
    this.gpt = gpt;
    this.answers = Collections.nCopies(count, answer);
  }

  @Override
  public List<Share> step(int step) {
    return PpoObjective.ofShares(answers).stream().<Share>map(AnswersShare::new).toList();
  }

  @Override
  public Map<String, Double> judge() {
    return Map.of();
  }

  private final class AnswersShare implements Share {
    private final List<AnsweredPrompt> some;

    private AnswersShare(List<AnsweredPrompt> some) {
      this.some = some;
    }

    @Override
    public int scored() {
      return some.stream().mapToInt(AnsweredPrompt::answerLength).sum();
    }

    @Override
    public int positions() {
      return AnsweredPrompt.batch(some, 0).tokens().length;
    }

    @Override
    public Tensor loss() {
      return new AnswerLikelihood(gpt).loss(some, now -> now.sum().neg());
    }
  }
}
