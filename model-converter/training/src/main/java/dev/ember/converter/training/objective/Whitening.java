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
    double scale = scale(values, mean);
    return DoubleStream.of(values).map(value -> (value - mean) * scale).toArray();
  }

  /**
   * A mean square of 1 around zero: rewards of tokens, of which most are zero and stay so. Were
   * they whitened around their mean, every token would get a part of it, and a long answer be
   * better, or worse, for being long.
   */
  public static double[] scaled(double[] values) {
    double scale = scale(values, 0);
    return DoubleStream.of(values).map(value -> value * scale).toArray();
  }

  private static double scale(double[] values, double centre) {
    double square =
        DoubleStream.of(values)
            .map(value -> (value - centre) * (value - centre))
            .average()
            .orElse(0);
    return 1 / Math.sqrt(square + EPSILON);
  }
}
