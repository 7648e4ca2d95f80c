package dev.ember.converter.training.tokenizer;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How often each pair stands in the corpus, kept up to date merge by merge: only the words that
 * hold the merged pair are counted anew.
 *
 * <p>The queue is lazy: its entries may claim too much, never too little, since a merge only lowers
 * the counts of pairs without the merged token, and pairs with it are queued again.
 */
final class PairTally {
  private static final Comparator<Candidate> MOST_FREQUENT_FIRST =
      Comparator.comparingLong(Candidate::count).reversed().thenComparing(Candidate::pair);

  private final List<Word> words;
  private final Map<Pair, Long> counts = new HashMap<>();
  private final Map<Pair, Set<Integer>> places = new HashMap<>(); // indices of words, may be stale
  private final PriorityQueue<Candidate> queue = new PriorityQueue<>(MOST_FREQUENT_FIRST);

  private record Candidate(Pair pair, long count) {}

  PairTally(List<Word> words) {
    this.words = words;
    for (int i = 0; i < words.size(); i++) {
      add(words.get(i), 1);
      for (Pair pair : pairs(words.get(i))) {
        places.computeIfAbsent(pair, p -> new HashSet<>()).add(i);
      }
    }
    counts.forEach((pair, count) -> queue.add(new Candidate(pair, count)));
  }

  /**
   * Takes the most frequent pair; among equals the one with the smaller ids. Null when no pair
   * stands at least {@code minimum} times.
   */
  @Nullable Pair takeMostFrequent(long minimum) {
    while (!queue.isEmpty()) {
      Candidate candidate = queue.remove();
      long count = counts.getOrDefault(candidate.pair, 0L);
      if (count == candidate.count && count >= minimum) {
        return candidate.pair;
      }
      if (count < candidate.count && count >= minimum) {
        queue.add(new Candidate(candidate.pair, count));
      }
    }
    return null;
  }

  /** Merges a pair in every word that holds it. */
  void merge(Pair pair, int merged) {
    Set<Pair> raised = new LinkedHashSet<>();
    for (int index : places.getOrDefault(pair, Collections.emptySet())) {
      Word word = words.get(index);
      add(word, -1);
      word.merge(pair.left(), pair.right(), merged);
      add(word, 1);
      for (Pair neighbours : pairs(word)) {
        if (neighbours.left() == merged || neighbours.right() == merged) {
          places.computeIfAbsent(neighbours, p -> new HashSet<>()).add(index);
          raised.add(neighbours);
        }
      }
    }
    places.remove(pair);
    for (Pair neighbours : raised) {
      queue.add(new Candidate(neighbours, counts.getOrDefault(neighbours, 0L)));
    }
  }

  private void add(Word word, int sign) {
    for (Pair pair : pairs(word)) {
      long count = counts.merge(pair, sign * word.count(), Long::sum);
      if (count == 0) {
        counts.remove(pair);
      }
    }
  }

  private static List<Pair> pairs(Word word) {
    List<Pair> pairs = new ArrayList<>();
    for (int i = 0; i + 1 < word.length(); i++) {
      pairs.add(new Pair(word.symbol(i), word.symbol(i + 1)));
    }
    return pairs;
  }
}
