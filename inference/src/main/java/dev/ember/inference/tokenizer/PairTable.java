package dev.ember.inference.tokenizer;

import java.util.Arrays;
import java.util.BitSet;

/** Which two neighbours merge, how early and into what: an open-addressed hash of pairs of ids. */
final class PairTable {
  /** The rank of a pair that never merges: later than every real one. */
  static final int NO_RANK = Integer.MAX_VALUE;

  private static final long FREE = -1;

  /** 2^64 divided by the golden ratio: spreads consecutive keys (Knuth, TAOCP 3, 6.4). */
  private static final long FIBONACCI = 0x9E3779B97F4A7C15L;

  private final long[] keys; // at most half full
  private final int[] ranks;
  private final int[] merged;
  private final int shift;

  PairTable(int pairs) {
    int bits = 64 - Long.numberOfLeadingZeros(2L * Math.max(1, pairs));
    keys = new long[1 << bits];
    Arrays.fill(keys, FREE);
    ranks = new int[1 << bits];
    merged = new int[1 << bits];
    shift = 64 - bits;
  }

  /**
   * The merges of a model; of a pair that comes twice the later rank counts, as Hugging Face reads
   * it. A merge that would make one of {@code specials} is left out: text never makes one.
   */
  static PairTable of(BpeModel model, BitSet specials) {
    MergeList merges = MergeList.of(model.merges(), model.vocabulary());
    PairTable table = new PairTable(merges.size());
    for (int rank = merges.size() - 1; rank >= 0; rank--) {
      Integer merged = model.vocabulary().get(merges.get(rank).merged());
      if (merged != null && !specials.get(merged)) {
        table.put(merges.leftId(rank), merges.rightId(rank), rank, merged);
      }
    }
    return table;
  }

  /** Adds a pair; what was put first of a pair stays. */
  void put(int left, int right, int rank, int mergedId) {
    int slot = slot(left, right);
    if (keys[slot] == FREE) {
      keys[slot] = key(left, right);
      ranks[slot] = rank;
      merged[slot] = mergedId;
    }
  }

  /** The rank of a pair, lower merges first; {@link #NO_RANK} if it never does. */
  int rank(int left, int right) {
    int slot = slot(left, right);
    return keys[slot] == FREE ? NO_RANK : ranks[slot];
  }

  /** The id into which a pair with a rank merges. */
  int merged(int left, int right) {
    return merged[slot(left, right)];
  }

  private int slot(int left, int right) {
    long key = key(left, right);
    int slot = (int) ((key * FIBONACCI) >>> shift);
    while (keys[slot] != FREE && keys[slot] != key) {
      slot = (slot + 1) & (keys.length - 1);
    }
    return slot;
  }

  private static long key(int left, int right) {
    return ((long) left << 32) | right;
  }
}
