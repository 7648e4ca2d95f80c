package dev.ember.inference.sample;

import java.util.Map;

/**
 * A token that might have come.
 *
 * @param logit of the model itself
 * @param rank by the logit among all tokens of the vocabulary, from 1
 * @param probabilities after each {@link SamplingStep}; 0 once a step has taken the token out. Up
 *     to top-k they are those at temperature 1
 * @param start where it begins in the draw, whose candidates lie side by side from 0 to 1 in the
 *     sampler's own order; it is as wide as {@link #finalProbability}. 0 once a step has taken it
 *     out
 */
public record DrawCandidate(
    int token, float logit, int rank, Map<SamplingStep, Float> probabilities, double start) {

  public DrawCandidate {
    probabilities = Map.copyOf(probabilities);
  }

  /** What the model says, before any step. */
  public float rawProbability() {
    return probability(SamplingStep.LOGITS);
  }

  /** With what probability the token was drawn. */
  public float finalProbability() {
    return probability(SamplingStep.TOP_P);
  }

  public float probability(SamplingStep step) {
    return probabilities.getOrDefault(step, 0f);
  }
}
