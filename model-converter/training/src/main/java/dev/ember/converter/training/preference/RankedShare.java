package dev.ember.converter.training.preference;

import dev.ember.converter.training.encode.AnsweredPrompt;
import dev.ember.converter.training.loop.Share;
import java.util.function.Function;
import org.bytedeco.pytorch.Tensor;

/**
 * The share of a step that some prompts with their answers are; every prompt counts once.
 *
 * @param batch the answers
 * @param objective the sum over prompts, a scalar of the autograd graph
 */
public record RankedShare(RankedBatch batch, Function<RankedBatch, Tensor> objective)
    implements Share {

  @Override
  public int scored() {
    return batch.pairs().prompts();
  }

  @Override
  public int positions() {
    return AnsweredPrompt.batch(batch.answers(), 0).tokens().length;
  }

  @Override
  public Tensor loss() {
    return objective.apply(batch);
  }
}
