package dev.ember.converter.training.optim;

/**
 * Linear warm-up, then half a cosine down to a floor (Loshchilov and Hutter 2017, as in GPT-3).
 *
 * @param peak the largest rate, reached at the end of the warm-up
 * @param floor the rate of the last planned step
 * @param warmUpSteps steps of the warm-up
 * @param planned all steps of the schedule, the warm-up included
 * @param steps how many of them are taken
 */
public record LearningRate(double peak, double floor, int warmUpSteps, int planned, int steps) {

  public LearningRate {
    if (!(peak > 0) || !(floor >= 0) || floor > peak) {
      throw new IllegalArgumentException(
          "expected 0 <= floor <= peak and peak > 0 but found floor " + floor + ", peak " + peak);
    }
    if (warmUpSteps < 0 || planned < 1 || warmUpSteps >= planned) {
      throw new IllegalArgumentException(
          "expected 0 <= warmUpSteps < steps but found " + warmUpSteps + " of " + planned);
    }
    if (steps < 1 || steps > planned) {
      throw new IllegalArgumentException(
          "expected to end at a step from 1 to " + planned + " but found " + steps);
    }
  }

  /** A schedule of which all steps are taken. */
  public LearningRate(double peak, double floor, int warmUpSteps, int steps) {
    this(peak, floor, warmUpSteps, steps, steps);
  }

  /** The same rates, ending before a step. */
  public LearningRate until(int step) {
    return new LearningRate(peak, floor, warmUpSteps, planned, step);
  }

  /** The rate of a step, counted from 0. */
  public double at(int step) {
    if (step < warmUpSteps) {
      return peak * (step + 1) / warmUpSteps;
    }
    double progress = (double) (step - warmUpSteps) / Math.max(1, planned - 1 - warmUpSteps);
    double cosine = 0.5 * (1 + Math.cos(Math.PI * Math.min(1, progress)));
    return floor + (peak - floor) * cosine;
  }
}
