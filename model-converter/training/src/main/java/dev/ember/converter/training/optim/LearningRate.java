package dev.ember.converter.training.optim;

/**
 * Linear warm-up, then half a cosine down to a floor (Loshchilov and Hutter 2017, as in GPT-3).
 *
 * @param peak the largest rate, reached at the end of the warm-up
 * @param floor the rate of the last step
 * @param warmUpSteps steps of the warm-up
 * @param steps all steps, the warm-up included
 */
public record LearningRate(double peak, double floor, int warmUpSteps, int steps) {

  public LearningRate {
    if (!(peak > 0) || !(floor >= 0) || floor > peak) {
      throw new IllegalArgumentException(
          "expected 0 <= floor <= peak and peak > 0 but found floor " + floor + ", peak " + peak);
    }
    if (warmUpSteps < 0 || steps < 1 || warmUpSteps >= steps) {
      throw new IllegalArgumentException(
          "expected 0 <= warmUpSteps < steps but found " + warmUpSteps + " of " + steps);
    }
  }

  /** The rate of a step, counted from 0. */
  public double at(int step) {
    if (step < warmUpSteps) {
      return peak * (step + 1) / warmUpSteps;
    }
    double progress = (double) (step - warmUpSteps) / Math.max(1, steps - 1 - warmUpSteps);
    double cosine = 0.5 * (1 + Math.cos(Math.PI * Math.min(1, progress)));
    return floor + (peak - floor) * cosine;
  }
}
