package dev.ember.inference.observe;

import java.util.Arrays;
import java.util.List;

/**
 * What each position of a text attends to, {@code [T, T]}: a row for each position, whose weights
 * sum to 1. A position sees itself and those before it; what lies behind it has the weight 0, which
 * is the causal mask.
 */
public final class AttentionMap {
  private final int tokens; // T
  private final float[] weights; // the lower triangle, row by row

  AttentionMap(int tokens) {
    this.tokens = tokens;
    weights = new float[Math.toIntExact(values(tokens))];
  }

  /** How many values a map of T positions holds. */
  static long values(int tokens) {
    return (long) tokens * (tokens + 1) / 2;
  }

  /** T. */
  public int tokens() {
    return tokens;
  }

  /** How much of its attention the position {@code query} gives to the position {@code key}. */
  public float weight(int query, int key) {
    requirePosition(query);
    requirePosition(key);
    return key > query ? 0 : weights[rowStart(query) + key];
  }

  /**
   * The mean of several maps of one text, for instance of all heads of a layer.
   *
   * @throws IllegalArgumentException if there is none, or they are of different sizes
   */
  public static AttentionMap mean(List<AttentionMap> maps) {
    if (maps.isEmpty()) {
      throw new IllegalArgumentException("expected maps of attention but found none");
    }
    AttentionMap mean = new AttentionMap(maps.get(0).tokens);
    for (AttentionMap map : maps) {
      if (map.tokens != mean.tokens) {
        throw new IllegalArgumentException(
            "expected maps of " + mean.tokens + " positions but found one of " + map.tokens);
      }
      for (int i = 0; i < mean.weights.length; i++) {
        mean.weights[i] += map.weights[i] / maps.size();
      }
    }
    return mean;
  }

  /**
   * Takes in a row.
   *
   * @param first the first position of the window; those before it get 0
   * @param probabilities of positions {@code first} to {@code query}, at their own indices
   */
  void setRow(int query, int first, float[] probabilities) {
    int row = rowStart(query);
    Arrays.fill(weights, row, row + first, 0);
    System.arraycopy(probabilities, first, weights, row + first, query + 1 - first);
  }

  private static int rowStart(int query) {
    return query * (query + 1) / 2;
  }

  private void requirePosition(int position) {
    if (position < 0 || position >= tokens) {
      throw new IllegalArgumentException(
          "expected a position below " + tokens + " but found " + position);
    }
  }
}
