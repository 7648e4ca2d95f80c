package dev.ember.inference.model;

import java.util.ArrayList;
import java.util.List;

/**
 * YaRN (Peng et al. 2023), which makes rotary positions reach further than they were trained for:
 * pairs that turn often within the original context stay, those that turn seldom are stretched by
 * the factor, those between are mixed. As transformers computes it ({@code rope_type yarn}): where
 * the ramp from one to the other lies is reckoned in pairs.
 *
 * @param factor how much further
 * @param original the context that the model was trained for
 * @param betaFast turns within that context from which on a pair stays; 32 in the paper
 * @param betaSlow turns up to which a pair is wholly stretched; 1 in the paper
 * @param truncates whether the ramp begins and ends at whole pairs; the paper's code does
 */
public record Yarn(
    double factor, int original, double betaFast, double betaSlow, boolean truncates) {
  private static final double USUAL_BETA_FAST = 32;
  private static final double USUAL_BETA_SLOW = 1;

  /** How much attention sharpens with the factor (equation 22 of the paper). */
  private static final double SHARPENING = 0.1;

  /** Width of a ramp without one. */
  private static final double NARROWEST = 0.001;

  public Yarn {
    if (!(factor > 0) || original < 1 || !(betaSlow > 0) || !(betaFast >= betaSlow)) {
      throw new IllegalArgumentException(
          "expected a positive factor, original context and slow beta, and a fast beta of no less,"
              + " but found "
              + List.of(factor, original, betaSlow, betaFast));
    }
  }

  /** With the paper's constants. */
  public static Yarn usual(double factor, int original) {
    return new Yarn(factor, original, USUAL_BETA_FAST, USUAL_BETA_SLOW, true);
  }

  /** What cosine and sine are multiplied by unless a model says otherwise. */
  public double usualAttention() {
    return attention(1);
  }

  /**
   * The same for a model that has a weight of its own for the sharpening ({@code mscale}).
   *
   * @param weight 1 in the paper
   */
  public double attention(double weight) {
    return factor <= 1 ? 1 : SHARPENING * weight * Math.log(factor) + 1;
  }

  /**
   * The table stretched.
   *
   * @param plain its dimensions and theta
   * @param attention what cosine and sine are multiplied by
   */
  public Rotary stretch(Rotary plain, double attention) {
    double low = Math.max(0, bound(plain, betaFast, false));
    double high = Math.min(plain.dimensions() - 1, bound(plain, betaSlow, true));
    double width = low == high ? NARROWEST : high - low;
    List<Double> factors = new ArrayList<>();
    for (int i = 0; i < plain.dimensions() / 2; i++) {
      double stretched = Math.max(0, Math.min(1, (i - low) / width));
      factors.add(1 / (1 - stretched + stretched / factor));
    }
    return new Rotary(plain.dimensions(), plain.theta(), factors, List.of(), 0, attention);
  }

  /** The pair, in fractions, that turns so often within the original context. */
  private double bound(Rotary plain, double turns, boolean up) {
    double pair =
        plain.dimensions()
            * Math.log(original / (turns * 2 * Math.PI))
            / (2 * Math.log(plain.theta()));
    if (!truncates) {
      return pair;
    }
    return up ? Math.ceil(pair) : Math.floor(pair);
  }
}
