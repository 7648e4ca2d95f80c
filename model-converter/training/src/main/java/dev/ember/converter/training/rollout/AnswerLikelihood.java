package dev.ember.converter.training.rollout;

import dev.ember.converter.training.encode.AnsweredPrompt;
import dev.ember.converter.training.model.Batch;
import dev.ember.converter.training.model.Gpt;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * How likely a model finds each token of some answers, those before it given: as numbers without a
 * gradient, or as a loss over them. Of no more than {@link Gpt#LOSS_CHUNK} tokens the logits exist
 * at once. Call within a {@code PointerScope}.
 *
 * <p>{@code N} is the number of tokens of all answers, laid one answer after another.
 */
public final class AnswerLikelihood {
  private final Gpt gpt;

  public AnswerLikelihood(Gpt gpt) {
    this.gpt = gpt;
  }

  /** The log-probability of each token of the answers, in nats, {@code [N]}. */
  public Tensor ofTokens(List<AnsweredPrompt> answers) {
    try (NoGradGuard noGradient = new NoGradGuard()) {
      Scored scored = new Scored(answers);
      return gpt.rows(scored.views, scored.hidden, scored::logProbabilities);
    }
  }

  /** The log-probability of each whole answer, in nats, {@code [A]}. */
  public Tensor ofAnswers(List<AnsweredPrompt> answers) {
    return sums(ofTokens(answers), answers);
  }

  /**
   * A loss over the log-probabilities of the tokens, a scalar of the autograd graph.
   *
   * @param loss of {@link #ofTokens}, {@code [N]}, a scalar; nothing else in it may learn
   */
  public Tensor loss(List<AnsweredPrompt> answers, UnaryOperator<Tensor> loss) {
    Scored scored = new Scored(answers);
    return gpt.loss(scored.views, scored.hidden, scored::logProbabilities, loss);
  }

  /** The positions before the tokens of some answers, as the model sees them. */
  private final class Scored {
    private final Map<String, Tensor> views = gpt.views();
    private final Tensor hidden; // [N, E]
    private final Tensor expected; // [N, 1]

    private Scored(List<AnsweredPrompt> answers) {
      Batch batch = AnsweredPrompt.batch(answers, 0);
      int[] positions = scoredPositions(batch);
      int[] targets = new int[positions.length];
      for (int i = 0; i < targets.length; i++) {
        targets[i] = batch.targets()[positions[i]];
      }
      hidden = gpt.hidden(views, batch).index_select(0, Tensor.create(positions, positions.length));
      expected = Tensor.create(targets, targets.length, 1).to(ScalarType.Long);
    }

    /** Of some rows, {@code [n]}. */
    private Tensor logProbabilities(Tensor logits, int from) {
      return torch
          .log_softmax(logits, 1)
          .gather(1, expected.narrow(0, from, logits.size(0)))
          .squeeze(1);
    }
  }

  /** What stands for the tokens of each answer, summed, {@code [N]} to {@code [A]}. */
  public static Tensor sums(Tensor ofTokens, List<AnsweredPrompt> answers) {
    int[] owners = new int[Math.toIntExact(ofTokens.size(0))]; // [N]
    int next = 0;
    for (int answer = 0; answer < answers.size(); answer++) {
      for (int i = 0; i < answers.get(answer).answerLength(); i++) {
        owners[next++] = answer;
      }
    }
    Tensor zeros = torch.zeros((long) answers.size()).to(ofTokens.scalar_type()); // [A]
    return zeros.index_add(0, Tensor.create(owners, owners.length), ofTokens, new Scalar(1.0));
  }

  /** The positions before the tokens of the answers in their batch, {@code [N]}. */
  public static int[] scoredPositions(Batch batch) {
    int[] positions = new int[batch.scored()];
    int next = 0;
    for (int i = 0; i < batch.targets().length; i++) {
      if (batch.targets()[i] != Batch.IGNORED) {
        positions[next++] = i;
      }
    }
    return positions;
  }
}
