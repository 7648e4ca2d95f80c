package dev.ember.converter.training.objective;

import java.util.stream.DoubleStream;

/**
 * Scales numbers of a batch to a variance of 1, so that the learning rate means the same always.
 */
public final class Whitening {
  /** Under the root: numbers that are all equal become 0, not NaN. */
  private static final double EPSILON = 1e-8;

  private Whitening() {}

  /** Mean 0 and variance 1: advantages, of which only the order and the spread matter. */
  public static double[] centred(double[] values) {
    double mean = DoubleStream.of(values).average().orElse(0);
    double scale = scale(values, mean);
    return DoubleStream.of(values).map(value -> (value - mean) * scale).toArray();
  }

  /**
   * Variance 1 around the mean that they had: rewards, where taking the mean away would turn a
   * batch of good answers into half bad ones.
   */
  public static double[] aroundTheirMean(double[] values) {
    double mean = DoubleStream.of(values).average().orElse(0);
    double scale = scale(values, mean);
    return DoubleStream.of(values).map(value -> (value - mean) * scale + mean).toArray();
  }

  private static double scale(double[] values, double mean) {
    double variance =
        DoubleStream.of(values).map(value -> (value - mean) * (value - mean)).average().orElse(0);
    return 1 / Math.sqrt(variance + EPSILON);
  }
}
