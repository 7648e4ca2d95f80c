package dev.ember.converter.training.loop;

import dev.ember.converter.training.model.Batch;
import dev.ember.converter.training.optim.LearningRate;
import java.util.List;

/**
 * One stage of training.
 *
 * @param name for the log: {@code "pretrain"}
 * @param training what it learns from
 * @param heldOut what it is judged by
 * @param schedule learning rate of each step, and how many there are
 * @param evaluateEvery steps between two looks at the held-out loss
 */
public record Stage(
    String name,
    BatchSource training,
    List<Batch> heldOut,
    LearningRate schedule,
    int evaluateEvery) {

  public Stage {
    heldOut = List.copyOf(heldOut);
  }

  /** The number of optimizer steps. */
  public int steps() {
    return schedule.steps();
  }
}
