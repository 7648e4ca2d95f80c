package dev.ember.converter.training.tokenizer;

import java.util.Arrays;
import java.util.Comparator;
import java.util.OptionalLong;
import java.util.PriorityQueue;

/**
 * How often each pair of neighbours stands in the corpus, kept up to date merge by merge: only what
 * stands beside a merged pair is counted anew.
 *
 * <p>A pair is one number, {@code left << 32 | right}, so that smaller ids come first. The queue is
 * lazy: its entries may claim too much, never too little, since a merge only lowers the counts of
 * pairs without the merged token, and pairs with it are queued again.
 */
final class PairTally {
  private static final Comparator<Candidate> MOST_FREQUENT_FIRST =
      Comparator.comparingLong(Candidate::count).reversed().thenComparingLong(Candidate::pair);

  private final Words words;
  private final LongTable pairs = new LongTable();
  private long[] counts = new long[1 << 12]; // by number of the pair
  private int[][] places = new int[1 << 12][]; // words, may be stale; by number of the pair
  private int[] placeCounts = new int[1 << 12];
  private int[] raisedBy = new int[1 << 12]; // the last merge that raised the pair's count
  private int[] raised = new int[1 << 12]; // pairs that the present merge raised
  private int raisedCount;
  private int merges;
  private final PriorityQueue<Candidate> queue = new PriorityQueue<>(MOST_FREQUENT_FIRST);

  private static final int[] NONE = {};

  private record Candidate(long pair, long count) {}

  PairTally(Words words) {
    this.words = words;
    for (int word = 0; word < words.size(); word++) {
      for (int i = 0; i + 1 < words.length(word); i++) {
        add(pair(words.symbol(word, i), words.symbol(word, i + 1)), words.count(word), word);
      }
    }
    for (int number = 0; number < pairs.size(); number++) {
      queue.add(new Candidate(pairs.key(number), counts[number]));
    }
  }

  static long pair(int left, int right) {
    return (long) left << Integer.SIZE | right;
  }

  static int left(long pair) {
    return (int) (pair >>> Integer.SIZE);
  }

  static int right(long pair) {
    return (int) pair;
  }

  /**
   * Takes the most frequent pair; among equals the one with the smaller ids. Empty when no pair
   * stands at least {@code minimum} times.
   */
  OptionalLong takeMostFrequent(long minimum) {
    while (!queue.isEmpty()) {
      Candidate candidate = queue.remove();
      long count = counts[pairs.numberOf(candidate.pair)];
      if (count == candidate.count && count >= minimum) {
        return OptionalLong.of(candidate.pair);
      }
      if (count < candidate.count && count >= minimum) {
        queue.add(new Candidate(candidate.pair, count));
      }
    }
    return OptionalLong.empty();
  }

  /** Merges a pair in every word that holds it. */
  void merge(long pair, int merged) {
    int number = pairs.numberOf(pair);
    int[] where = places[number];
    int count = placeCounts[number];
    places[number] = NONE;
    placeCounts[number] = 0;
    merges++;
    raisedCount = 0;
    for (int i = 0; i < count; i++) {
      mergeIn(where[i], pair, merged);
    }
    for (int i = 0; i < raisedCount; i++) {
      queue.add(new Candidate(pairs.key(raised[i]), counts[raised[i]]));
    }
  }

  private void mergeIn(int word, long pair, int merged) {
    long times = words.count(word);
    for (int i = 0; i + 1 < words.length(word); i++) {
      if (pair(words.symbol(word, i), words.symbol(word, i + 1)) != pair) {
        continue;
      }
      if (i > 0) {
        int before = words.symbol(word, i - 1);
        take(pair(before, left(pair)), times);
        add(pair(before, merged), times, word);
      }
      if (i + 2 < words.length(word)) {
        int after = words.symbol(word, i + 2);
        take(pair(right(pair), after), times);
        add(pair(merged, after), times, word);
      }
      take(pair, times);
      words.join(word, i, merged);
    }
  }

  private void take(long pair, long times) {
    counts[pairs.numberOf(pair)] -= times;
  }

  private void add(long pair, long times, int word) {
    int number = pairs.numberOf(pair);
    if (number == counts.length) {
      counts = Arrays.copyOf(counts, 2 * number);
      places = Arrays.copyOf(places, 2 * number);
      placeCounts = Arrays.copyOf(placeCounts, 2 * number);
      raisedBy = Arrays.copyOf(raisedBy, 2 * number);
    }
    counts[number] += times;
    if (raisedBy[number] != merges) {
      raisedBy[number] = merges;
      raised = raisedCount == raised.length ? Arrays.copyOf(raised, 2 * raisedCount) : raised;
      raised[raisedCount++] = number;
    }
    note(number, word);
  }

  /** Notes that a word holds a pair, unless it was the last to be noted. */
  private void note(int number, int word) {
    int known = placeCounts[number];
    int[] where = known == 0 ? new int[2] : places[number];
    if (known > 0 && where[known - 1] == word) {
      return;
    }
    where = known == where.length ? Arrays.copyOf(where, 2 * known) : where;
    where[known] = word;
    places[number] = where;
    placeCounts[number] = known + 1;
  }
}
