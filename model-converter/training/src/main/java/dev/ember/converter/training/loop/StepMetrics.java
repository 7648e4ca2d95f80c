package dev.ember.converter.training.loop;

/**
 * What one optimizer step did.
 *
 * @param stage name of the stage
 * @param step counted from 0
 * @param steps of the stage
 * @param loss nats for each scored token, before the step
 * @param learningRate of the step
 * @param gradientNorm before clipping
 * @param tokens positions read, padding included
 * @param nanos time of the step
 */
public record StepMetrics(
    String stage,
    int step,
    int steps,
    double loss,
    double learningRate,
    double gradientNorm,
    int tokens,
    long nanos) {}
