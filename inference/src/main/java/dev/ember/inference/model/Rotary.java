package dev.ember.inference.model;

import java.util.ArrayList;
import java.util.List;

/**
 * A table of rotary positions (RoFormer, Su et al. 2021) as data: pair {@code (i, i + R/2)} of the
 * first R dimensions of a head is turned by {@code position * theta^(-2i/R) / factor_i}, then
 * multiplied by the attention factor. Every published scaling comes down to such factors.
 *
 * <p>Where there are long factors, the context decides and not the position: a model whose context
 * is at most {@link #longFrom} uses the short factors at all positions, any other the long ones. So
 * all keys of a cache are turned alike. This is what transformers computes for a whole sequence of
 * that length.
 *
 * @param dimensions R, even; 0 turns nothing
 * @param theta base of the frequencies
 * @param factors one for each pair, {@code [R / 2]}, or none for 1
 * @param longFactors factors of contexts above {@code longFrom}, {@code [R / 2]}, or none
 * @param longFrom the longest context that uses {@code factors}, where there are long ones
 * @param attentionFactor what cosine and sine are multiplied by
 */
public record Rotary(
    int dimensions,
    double theta,
    List<Double> factors,
    List<Double> longFactors,
    int longFrom,
    double attentionFactor) {

  /** Turns nothing. */
  public static final Rotary NONE = new Rotary(0, 1, List.of(), List.of(), 0, 1);

  public Rotary {
    factors = List.copyOf(factors);
    longFactors = List.copyOf(longFactors);
    if (dimensions < 0 || dimensions % 2 != 0) {
      throw new IllegalArgumentException(
          "expected an even number of rotary dimensions but found " + dimensions);
    }
    requirePositive("theta", theta);
    requirePositive("attention factor", attentionFactor);
    requireFactors(factors, dimensions);
    requireFactors(longFactors, dimensions);
    if (longFrom < 0) {
      throw new IllegalArgumentException("expected a context's length but found " + longFrom);
    }
  }

  public static Rotary plain(int dimensions, double theta) {
    return new Rotary(dimensions, theta, List.of(), List.of(), 0, 1);
  }

  /** All positions divided by one factor (Chen et al. 2023). */
  public static Rotary linear(int dimensions, double theta, double factor) {
    List<Double> factors = new ArrayList<>();
    for (int i = 0; i < dimensions / 2; i++) {
      factors.add(factor);
    }
    return plain(dimensions, theta).withFactors(factors);
  }

  /**
   * Llama 3.1's scaling, as transformers computes it ({@code rope_type llama3}): wavelengths
   * shorter than {@code original / highFrequency} stay, those longer than {@code original /
   * lowFrequency} are stretched by the factor, those between interpolate the frequency.
   */
  public Rotary llama3(double factor, double lowFrequency, double highFrequency, int original) {
    List<Double> scaled = new ArrayList<>();
    for (int i = 0; i < dimensions / 2; i++) {
      double wavelength = 2 * Math.PI * Math.pow(theta, 2.0 * i / dimensions);
      double turns = original / wavelength; // within the original context
      double kept = (turns - lowFrequency) / (highFrequency - lowFrequency);
      double share = Math.max(0, Math.min(1, kept));
      scaled.add(1 / (share + (1 - share) / factor));
    }
    return withFactors(scaled);
  }

  /** The same with these factors, one for each pair. */
  public Rotary withFactors(List<Double> newFactors) {
    return new Rotary(dimensions, theta, newFactors, longFactors, longFrom, attentionFactor);
  }

  /**
   * The angle of a pair at position 1 in a model of this context.
   *
   * @param pair below R / 2
   */
  public double frequency(int pair, int context) {
    boolean isLong = !longFactors.isEmpty() && context > longFrom;
    List<Double> used = isLong ? longFactors : factors;
    double factor = used.isEmpty() ? 1 : used.get(pair);
    return Math.pow(theta, -2.0 * pair / dimensions) / factor;
  }

  /** Whether it turns anything. */
  public boolean turns() {
    return dimensions > 0;
  }

  private static void requirePositive(String name, double value) {
    if (!(value > 0) || Double.isInfinite(value)) {
      throw new IllegalArgumentException("expected a positive " + name + " but found " + value);
    }
  }

  private static void requireFactors(List<Double> factors, int dimensions) {
    if (!factors.isEmpty() && factors.size() != dimensions / 2) {
      throw new IllegalArgumentException(
          "expected " + dimensions / 2 + " rotary factors but found " + factors.size());
    }
    for (double factor : factors) {
      requirePositive("rotary factor", factor);
    }
  }
}
