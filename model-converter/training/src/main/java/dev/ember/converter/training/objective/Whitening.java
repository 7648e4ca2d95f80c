package dev.ember.converter.training.objective;

import java.util.stream.DoubleStream;

/** Scales numbers of a batch to a size of 1, so that the learning rate means the same always. */
public final class Whitening {
  /** Under the root: numbers that are all equal become 0, not NaN. */
  private static final double EPSILON = 1e-8;

  private Whitening() {}

  /** Mean 0 and variance 1: advantages, of which only the order and the spread matter. */
  public static double[] centred(double[] values) {
    double mean = DoubleStream.of(values).average().orElse(0);
    double deviation = Math.sqrt(meanSquare(values, mean) + EPSILON);
    return DoubleStream.of(values).map(value -> (value - mean) / deviation).toArray();
  }

  /**
   * The root of the mean square, by which rewards are divided. They are not shifted: were they
   * whitened around their mean, every token would get a part of it, and a long answer be better, or
   * worse, for being long.
   */
  public static double size(double[] values) {
    return Math.sqrt(meanSquare(values, 0));
  }

  private static double meanSquare(double[] values, double centre) {
    return DoubleStream.of(values)
        .map(value -> (value - centre) * (value - centre))
        .average()
        .orElse(0);
  }
}
