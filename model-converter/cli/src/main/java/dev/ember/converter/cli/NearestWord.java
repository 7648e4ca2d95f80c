package dev.ember.converter.cli;

import java.util.Collection;
import java.util.Optional;

/** What somebody may have meant: the word that needs the fewest strokes to be the one typed. */
final class NearestWord {
  /** A stroke is allowed for each three letters, and one to a short word. */
  private static final int LETTERS_PER_STROKE = 3;

  private NearestWord() {}

  /** The nearest of {@code words}, the first of equals; none where all are too far away. */
  static Optional<String> to(String typed, Collection<String> words) {
    String nearest = null;
    int fewest = Math.max(1, typed.length() / LETTERS_PER_STROKE);
    for (String word : words) {
      int strokes = strokes(typed, word);
      if (nearest == null ? strokes <= fewest : strokes < fewest) {
        nearest = word;
        fewest = strokes;
      }
    }
    return Optional.ofNullable(nearest);
  }

  /** Letters put in, left out, changed, or swapped with their neighbour (Damerau 1964). */
  private static int strokes(String from, String to) {
    int[][] cost = new int[from.length() + 1][to.length() + 1];
    for (int i = 0; i <= from.length(); i++) {
      for (int j = 0; j <= to.length(); j++) {
        if (i == 0 || j == 0) {
          cost[i][j] = i + j;
          continue;
        }
        int change = from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1;
        int put = Math.min(cost[i - 1][j], cost[i][j - 1]) + 1;
        cost[i][j] = Math.min(put, cost[i - 1][j - 1] + change);
        if (i > 1 && j > 1 && swapped(from, to, i, j)) {
          cost[i][j] = Math.min(cost[i][j], cost[i - 2][j - 2] + 1);
        }
      }
    }
    return cost[from.length()][to.length()];
  }

  private static boolean swapped(String from, String to, int i, int j) {
    return from.charAt(i - 1) == to.charAt(j - 2) && from.charAt(i - 2) == to.charAt(j - 1);
  }
}
