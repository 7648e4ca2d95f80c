package dev.ember.converter.training.tokenizer;

import java.util.Comparator;

/** Two neighbouring tokens; pairs are ordered by left id, then by right id. */
record Pair(int left, int right) implements Comparable<Pair> {
  private static final Comparator<Pair> ORDER =
      Comparator.comparingInt(Pair::left).thenComparingInt(Pair::right);

  @Override
  public int compareTo(Pair other) {
    return ORDER.compare(this, other);
  }
}
