package dev.ember.converter.training.objective;

import java.util.ArrayList;
import java.util.List;

/**
 * All pairs of ranked answers. The answers of all prompts of a batch are numbered through, the best
 * of each prompt first.
 *
 * <pre>
 * of(List.of(3, 2))   prompt 1 has answers 0 > 1 > 2, prompt 2 has 3 > 4
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
   * The pairs of prompts with so many answers each.
   *
   * @param answersOfPrompt two or more for each prompt
   */
  public static RankedPairs of(List<Integer> answersOfPrompt) {
    List<int[]> pairs = new ArrayList<>();
    List<Double> weights = new ArrayList<>();
    int first = 0;
    for (int answers : answersOfPrompt) {
      if (answers < 2) {
        throw new IllegalArgumentException("expected two or more answers but found " + answers);
      }
      double weight = 2.0 / (answers * (answers - 1.0));
      for (int i = first; i < first + answers; i++) {
        for (int j = i + 1; j < first + answers; j++) {
          pairs.add(new int[] {i, j});
          weights.add(weight);
        }
      }
      first += answers;
    }
    return new RankedPairs(
        pairs.stream().mapToInt(pair -> pair[0]).toArray(),
        pairs.stream().mapToInt(pair -> pair[1]).toArray(),
        weights.stream().mapToDouble(weight -> weight).toArray(),
        answersOfPrompt.size());
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
