package dev.ember.inference.tokenizer;

/**
 * {@link Merging} for pieces so short that looking at all pairs again after each merge is cheaper
 * than a queue: almost every word.
 */
final class ShortMerging {
  /** A piece of so many bytes is looked at a thousand times at most. */
  static final int MAX_SYMBOLS = 32;

  private ShortMerging() {}

  /** Merges the first {@code count} of {@code symbols}, in place, and appends what is left. */
  static void run(PairTable pairs, int[] symbols, int count, IntList ids) {
    int[] ranks = new int[count]; // of the pair that starts here
    for (int i = 0; i < count; i++) {
      ranks[i] = rank(pairs, symbols, i, count);
    }
    int left = count;
    for (int at = first(ranks, left); ranks.length > 0; at = first(ranks, left)) {
      if (ranks[at] == PairTable.NO_RANK) {
        break;
      }
      symbols[at] = pairs.merged(symbols[at], symbols[at + 1]);
      left--;
      for (int i = at + 1; i < left; i++) {
        symbols[i] = symbols[i + 1];
        ranks[i] = ranks[i + 1];
      }
      ranks[at] = rank(pairs, symbols, at, left);
      if (at > 0) {
        ranks[at - 1] = rank(pairs, symbols, at - 1, left);
      }
    }
    for (int i = 0; i < left; i++) {
      ids.add(symbols[i]);
    }
  }

  private static int rank(PairTable pairs, int[] symbols, int at, int count) {
    return at + 1 < count ? pairs.rank(symbols[at], symbols[at + 1]) : PairTable.NO_RANK;
  }

  /** The pair that merges first: the lowest rank, and the leftmost among equals. */
  private static int first(int[] ranks, int count) {
    int first = 0;
    for (int i = 1; i < count; i++) {
      if (ranks[i] < ranks[first]) {
        first = i;
      }
    }
    return first;
  }
}
