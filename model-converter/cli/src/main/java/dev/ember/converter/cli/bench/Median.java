package dev.ember.converter.cli.bench;

import java.util.List;

/** The middle of some values. */
final class Median {

  private Median() {}

  /** The mean of the middle two of an even number; not a number of none. */
  static double of(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    if (sorted.length == 0) {
      return Double.NaN;
    }
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
