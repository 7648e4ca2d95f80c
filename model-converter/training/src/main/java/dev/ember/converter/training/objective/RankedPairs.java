package dev.ember.converter.training.objective;

import java.util.ArrayList;
import java.util.List;

/**
 * All pairs of ranked answers. The answers of all prompts of a batch are numbered through; answers
 * of one rank are not compared.
 *
 * <pre>
 * of([[0, 1, 2], [0, 1]])   answers 0 > 1 > 2 of one prompt, 3 > 4 of another
 *   better  0 0 1 3
 *   worse   1 2 2 4
 *   weights 1/3 1/3 1/3 1
 * </pre>
 */
public final class RankedPairs {
  private final int[] better; // [P]
  private final int[] worse; // [P]
  private final double[] weights; // [P]
  private final int prompts;

  private RankedPairs(int[] better, int[] worse, double[] weights, int prompts) {
    this.better = better;
    this.worse = worse;
    this.weights = weights;
    this.prompts = prompts;
  }

  /**
   * The pairs of some prompts.
   *
   * @param ranksOfPrompts for each prompt the rank of each of its answers, 0 the best
   * @throws IllegalArgumentException if all answers of a prompt have one rank
   */
  public static RankedPairs of(List<List<Integer>> ranksOfPrompts) {
    List<int[]> pairs = new ArrayList<>();
    List<Double> weights = new ArrayList<>();
    int first = 0;
    for (List<Integer> ranks : ranksOfPrompts) {
      int before = pairs.size();
      for (int i = 0; i < ranks.size(); i++) {
        for (int j = 0; j < ranks.size(); j++) {
          if (ranks.get(i) < ranks.get(j)) {
            pairs.add(new int[] {first + i, first + j});
          }
        }
      }
      int added = pairs.size() - before;
      if (added == 0) {
        throw new IllegalArgumentException(
            "expected answers of different ranks but found the ranks " + ranks);
      }
      for (int i = 0; i < added; i++) {
        weights.add(1.0 / added);
      }
      first += ranks.size();
    }
    return new RankedPairs(
        pairs.stream().mapToInt(pair -> pair[0]).toArray(),
        pairs.stream().mapToInt(pair -> pair[1]).toArray(),
        weights.stream().mapToDouble(weight -> weight).toArray(),
        ranksOfPrompts.size());
  }

  /** P. */
  public int count() {
    return better.length;
  }

  /** How many prompts the answers belong to. */
  public int prompts() {
    return prompts;
  }

  /** The number of the better answer of each pair, {@code [P]}. */
  public int[] better() {
    return better;
  }

  /** The number of the worse answer of each pair, {@code [P]}. */
  public int[] worse() {
    return worse;
  }

  /** The share of each pair in its prompt, {@code [P]}; those of one prompt sum to 1. */
  double[] weights() {
    return weights;
  }
}
