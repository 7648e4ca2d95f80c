package dev.ember.app.inside.why;

import dev.ember.inference.sample.DrawCandidate;
import dev.ember.inference.sample.SamplingStep;
import org.jspecify.annotations.Nullable;

/**
 * A token that might have come, as a row of bars.
 *
 * @param raw its probability by the model alone
 * @param last with which it was in the draw; 0 if a step took it out
 * @param start where it lay in the draw, from 0 to 1 in the sampler's own order
 * @param cutBy the step that took it out, or null
 * @param rank by the model alone, from 1
 */
public record Candidate(
    int token,
    TokenName name,
    float raw,
    float last,
    double start,
    @Nullable SamplingStep cutBy,
    int rank) {

  public static Candidate of(DrawCandidate draw, TokenName name) {
    return new Candidate(
        draw.token(),
        name,
        draw.rawProbability(),
        draw.finalProbability(),
        draw.start(),
        cutBy(draw),
        draw.rank());
  }

  private static @Nullable SamplingStep cutBy(DrawCandidate draw) {
    for (SamplingStep step : SamplingStep.values()) {
      if (draw.probability(step) == 0) {
        return step == SamplingStep.LOGITS ? null : step;
      }
    }
    return null;
  }
}
