package dev.ember.converter.training.rollout;

import dev.ember.converter.training.encode.AnsweredPrompt;
import dev.ember.converter.training.model.Batch;
import dev.ember.converter.training.model.Gpt;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * How likely a model finds each token of some answers, those before it given. Call within a {@code
 * PointerScope}; the results are part of the autograd graph.
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
    Batch batch = AnsweredPrompt.batch(answers, 0);
    Map<String, Tensor> views = gpt.views();
    Tensor hidden = gpt.hidden(views, batch); // [B*T, E]
    int[] positions = scoredPositions(batch);
    int[] targets = new int[positions.length];
    for (int i = 0; i < targets.length; i++) {
      targets[i] = batch.targets()[positions[i]];
    }
    Tensor scored = hidden.index_select(0, Tensor.create(positions, positions.length)); // [N, E]
    Tensor expected = Tensor.create(targets, targets.length, 1).to(ScalarType.Long); // [N, 1]
    Tensor logits = gpt.unembed(views, scored); // [N, V]
    return torch.log_softmax(logits, 1).gather(1, expected).squeeze(1); // [N]
  }

  /** The log-probability of each whole answer, in nats, {@code [A]}. */
  public Tensor ofAnswers(List<AnsweredPrompt> answers) {
    return sums(ofTokens(answers), answers);
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
