package dev.ember.converter.training.loop;

import dev.ember.converter.training.optim.LearningRate;

/**
 * One stage of training.
 *
 * @param name for the log: {@code "pretrain"}
 * @param objective what it minimizes
 * @param schedule learning rate of each step, and how many there are
 * @param evaluateEvery steps between two looks at what it never trains on
 */
public record Stage(String name, Objective objective, LearningRate schedule, int evaluateEvery) {

  public Stage {
    if (evaluateEvery < 1) {
      throw new IllegalArgumentException(
          "expected at least 1 step between two evaluations but found " + evaluateEvery);
    }
  }

  /** The number of optimizer steps. */
  public int steps() {
    return schedule.steps();
  }
}
