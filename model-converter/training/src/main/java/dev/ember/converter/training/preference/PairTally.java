package dev.ember.converter.training.preference;

import java.util.ArrayList;
import java.util.List;

/**
 * How a judge did on pairs whose order is known. The judge gives each pair a margin, positive where
 * it agrees, and thereby says that it is right with probability {@code sigmoid(|margin|)}.
 */
public final class PairTally {
  private static final int BINS = 5;

  private final List<Double> margins = new ArrayList<>();

  /**
   * Of the pairs whose judge was about as sure.
   *
   * @param claimed mean probability that the judge gave itself
   * @param right part of the pairs in which it was right
   * @param pairs how many there were
   */
  public record Bin(double claimed, double right, int pairs) {}

  /** All pairs of some tallies. */
  public static PairTally of(List<PairTally> parts) {
    PairTally all = new PairTally();
    parts.forEach(part -> all.margins.addAll(part.margins));
    return all;
  }

  /** Adds pairs by their margins. */
  public void add(float[] some) {
    for (float margin : some) {
      margins.add((double) margin);
    }
  }

  public int pairs() {
    return margins.size();
  }

  /** The part of pairs in the right order; a tie is half right. Not a number without pairs. */
  public double accuracy() {
    return margins.stream().mapToDouble(PairTally::right).average().orElse(Double.NaN);
  }

  /** The mean of {@code -log sigmoid(margin)}, in nats. */
  public double loss() {
    return margins.stream().mapToDouble(margin -> softplus(-margin)).average().orElse(Double.NaN);
  }

  public double meanMargin() {
    return margins.stream().mapToDouble(margin -> margin).average().orElse(Double.NaN);
  }

  /** What the judge claimed against how it was, from unsure to sure; empty bins are left out. */
  public List<Bin> calibration() {
    List<Bin> bins = new ArrayList<>();
    for (int bin = 0; bin < BINS; bin++) {
      double low = 0.5 + 0.5 * bin / BINS;
      double high = bin == BINS - 1 ? Double.POSITIVE_INFINITY : 0.5 + 0.5 * (bin + 1) / BINS;
      List<Double> inside =
          margins.stream()
              .filter(margin -> claimed(margin) >= low && claimed(margin) < high)
              .toList();
      if (!inside.isEmpty()) {
        bins.add(
            new Bin(
                inside.stream().mapToDouble(PairTally::claimed).average().orElse(0),
                inside.stream().mapToDouble(PairTally::right).average().orElse(0),
                inside.size()));
      }
    }
    return bins;
  }

  /** The mean distance between claim and truth, weighted by pairs (Naeini et al. 2015). */
  public double calibrationError() {
    return calibration().stream()
            .mapToDouble(bin -> Math.abs(bin.claimed() - bin.right()) * bin.pairs())
            .sum()
        / pairs();
  }

  private static double right(double margin) {
    return margin > 0 ? 1 : margin == 0 ? 0.5 : 0;
  }

  private static double claimed(double margin) {
    return 1 / (1 + Math.exp(-Math.abs(margin)));
  }

  private static double softplus(double x) {
    return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
  }
}
