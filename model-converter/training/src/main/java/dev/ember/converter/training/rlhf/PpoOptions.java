package dev.ember.converter.training.rlhf;

import java.util.Locale;

/**
 * How PPO goes.
 *
 * @param answers written in a round
 * @param passes over the answers of a round; 4 in InstructGPT
 * @param minibatches that a pass is divided into, each one step of the optimizer
 * @param mostTokens of an answer
 * @param clip of the ratio and of values; 0.2
 * @param valueShare weight of the value loss beside the policy's; 0.1 in lm-human-preferences
 * @param gamma discount; 1
 * @param lambda of generalized advantage estimation; 0.95
 * @param klCoefficient at the beginning
 * @param klTarget nats of divergence of an answer that are aimed at
 * @param klHorizon answers over which the coefficient follows; 10,000 in Ziegler et al. 2019
 * @param unfinishedPenalty taken from the score of an answer that ran into the limit
 */
public record PpoOptions(
    int answers,
    int passes,
    int minibatches,
    int mostTokens,
    double clip,
    double valueShare,
    double gamma,
    double lambda,
    double klCoefficient,
    double klTarget,
    double klHorizon,
    double unfinishedPenalty) {

  /** A divergence of so many times the target has run away, and the stage ends. */
  static final double RUNAWAY = 5;

  public PpoOptions {
    if (answers < 1 || passes < 1 || minibatches < 1 || minibatches > answers) {
      throw new IllegalArgumentException(
          "expected at least one answer a minibatch but found "
              + answers
              + " answers in "
              + minibatches
              + " minibatches, "
              + passes
              + " passes");
    }
    if (!(klCoefficient >= 0 && klTarget > 0 && klHorizon > 0)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "expected --kl of at least 0, --kl-target and --kl-horizon above 0 but found %s, %s"
                  + " and %s",
              klCoefficient,
              klTarget,
              klHorizon));
    }
  }

  /** Steps of the optimizer in a round. */
  public int stepsOfRound() {
    return passes * minibatches;
  }
}
