package dev.ember.inference.tokenizer;

/**
 * One piece of text while its neighbours merge: a doubly linked list of symbols in arrays and a
 * {@link MergeQueue} over it, so {@code n} symbols cost {@code O(n log n)}.
 *
 * <p>A queue entry is stale when the pair at its position has another rank by now; each merge
 * pushes at most two entries, so at most {@code 3n} are ever pushed.
 */
final class Merging {
  private static final int END = -1;

  private final PairTable pairs;
  private final int[] symbols; // [n] ids
  private final int[] previous; // [n] positions
  private final int[] next; // [n] positions
  private final int[] ranks; // [n] rank of the pair that starts here
  private final MergeQueue queue;

  /** Takes the first {@code count} of {@code symbols} and merges in place. */
  Merging(PairTable pairs, int[] symbols, int count) {
    this.pairs = pairs;
    this.symbols = symbols;
    previous = new int[count];
    next = new int[count];
    ranks = new int[count];
    queue = new MergeQueue(count);
    for (int i = 0; i < count; i++) {
      previous[i] = i - 1;
      next[i] = i + 1 < count ? i + 1 : END;
      offer(i);
    }
  }

  /** Makes every merge there is, lowest rank first and leftmost among equals. */
  void run() {
    while (!queue.isEmpty()) {
      long entry = queue.pop();
      int position = MergeQueue.position(entry);
      if (ranks[position] == MergeQueue.rank(entry)) {
        merge(position);
      }
    }
  }

  void appendTo(IntList ids) {
    for (int at = next.length == 0 ? END : 0; at != END; at = next[at]) {
      ids.add(symbols[at]);
    }
  }

  MergeQueue queue() {
    return queue;
  }

  private void merge(int left) {
    int right = next[left];
    symbols[left] = pairs.merged(symbols[left], symbols[right]);
    ranks[right] = PairTable.NO_RANK;
    next[left] = next[right];
    if (next[right] != END) {
      previous[next[right]] = left;
    }
    offer(left);
    if (previous[left] != END) {
      offer(previous[left]);
    }
  }

  private void offer(int position) {
    int right = next[position];
    ranks[position] =
        right == END ? PairTable.NO_RANK : pairs.rank(symbols[position], symbols[right]);
    if (ranks[position] != PairTable.NO_RANK) {
      queue.push(ranks[position], position);
    }
  }
}
