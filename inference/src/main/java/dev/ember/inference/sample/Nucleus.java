package dev.ember.inference.sample;

import java.util.Arrays;

/**
 * Top-p over a whole vocabulary without a weight for each token: a table's exponentials bound the
 * sum of the weights, the few tokens that can be among the kept get their true weights, and those
 * are summed the best first. The kept tokens, their order and their weights are to the bit those of
 * {@link CandidateHeap#keepMass}; where the bounds leave a token open, nothing is selected.
 */
final class Nucleus {
  private static final int BINS_PER_UNIT = 64;

  /** In units of temperature below the best; e^-40 a token is nothing beside the bound. */
  private static final int UNITS = 40;

  private static final int BINS = UNITS * BINS_PER_UNIT;
  private static final double WIDTH = 1.0 / BINS_PER_UNIT;

  /**
   * How far the sum of the weights may be from the table's, relative to it: 6e-8 for rounding a
   * weight to float, 2.5e-9 for the cubic in a bin, 1e-10 for adding a million doubles.
   */
  private static final double SUM_ERROR = 1e-7;

  /** More than rounding can move a weight across the border of a bin. */
  private static final double BORDER = 1 + 1e-6;

  /** {@code exp(-bin / 64)}, one beyond the last. */
  private static final double[] EXP = new double[BINS + 1];

  static {
    for (int bin = 0; bin <= BINS; bin++) {
      EXP[bin] = Math.exp(-bin * WIDTH);
    }
  }

  private final double[] mass = new double[BINS]; // by bin
  private double least; // of the sum of all weights
  private double most;

  /**
   * Fills {@code kept} with the best tokens whose weights reach {@code topP} of all.
   *
   * @param max the largest logit, finite
   * @return false if that cannot be decided here, and then {@code kept} holds anything
   */
  boolean select(float[] logits, float max, SamplingOptions options, CandidateHeap kept) {
    weigh(logits, max, options.temperature());
    int bin = lastBin(options.topP() * most * BORDER) + 2; // one bin more, for equal weights
    if (bin >= BINS) {
      return false;
    }
    double border = max - options.temperature() * bin * WIDTH;
    kept.fillAtLeast(logits, Math.nextDown((float) border));
    kept.exponentiate(max, options.temperature());
    kept.sort();
    int count = count(kept, options.topP());
    if (count == 0 || kept.weight(count - 1) <= EXP[bin] * BORDER) {
      return false;
    }
    kept.keepFirst(count);
    return true;
  }

  private void weigh(float[] logits, float max, float temperature) {
    Arrays.fill(mass, 0);
    double scale = 1.0 / temperature;
    int negligible = 0;
    for (float logit : logits) {
      double below = ((double) max - logit) * scale;
      if (below < UNITS) { // false of what is not a number
        int bin = (int) (below * BINS_PER_UNIT);
        double rest = below - bin * WIDTH;
        mass[bin] += EXP[bin] * (1 - rest * (1 - rest * (0.5 - rest * (1.0 / 6))));
      } else {
        negligible++;
      }
    }
    double sum = 0;
    for (double one : mass) {
      sum += one;
    }
    least = sum * (1 - SUM_ERROR);
    most = sum * (1 + SUM_ERROR) + negligible * EXP[BINS] * BORDER;
  }

  /** The bin by whose end {@code wanted} is reached; {@link #BINS} if by none. */
  private int lastBin(double wanted) {
    double sum = 0;
    for (int bin = 0; bin < BINS; bin++) {
      sum += mass[bin];
      if (sum >= wanted) {
        return bin;
      }
    }
    return BINS;
  }

  /** How many of the best reach the mass; 0 if the bounds do not tell. */
  private int count(CandidateHeap sorted, float topP) {
    double sum = 0;
    for (int i = 0; i < sorted.size(); i++) {
      sum += sorted.weight(i);
      if (sum >= topP * most) {
        return i + 1;
      }
      if (sum >= topP * least) {
        return 0;
      }
    }
    return 0;
  }
}
