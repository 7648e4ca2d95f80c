package dev.ember.converter.training.loop;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What one optimizer step did.
 *
 * @param stage name of the stage
 * @param step counted from 0
 * @param steps of the stage
 * @param loss for each scored token (or pair), before the step
 * @param learningRate of the step
 * @param gradientNorm before clipping
 * @param tokens positions read, padding included
 * @param nanos time of the step
 * @param measures what the objective measured beside its loss, by name
 */
public record StepMetrics(
    String stage,
    int step,
    int steps,
    double loss,
    double learningRate,
    double gradientNorm,
    int tokens,
    long nanos,
    Map<String, Double> measures) {

  public StepMetrics {
    measures = Collections.unmodifiableMap(new LinkedHashMap<>(measures));
  }
}
