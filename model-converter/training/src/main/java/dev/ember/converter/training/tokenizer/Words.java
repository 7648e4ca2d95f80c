package dev.ember.converter.training.tokenizer;

/**
 * The distinct pieces of a corpus as they stand after the merges so far, each with how often the
 * corpus has it. All symbols lie in one array; a piece only ever gets shorter.
 */
final class Words {
  private final int[] symbols;
  private final int[] starts; // [words + 1]
  private final int[] lengths; // [words]
  private final long[] counts; // [words]

  /**
   * @param symbols of all pieces, one after another
   * @param starts of each piece, and where the last one ends, {@code [words + 1]}
   * @param counts of each piece, {@code [words]}
   */
  Words(int[] symbols, int[] starts, long[] counts) {
    this.symbols = symbols;
    this.starts = starts;
    this.counts = counts;
    lengths = new int[counts.length];
    for (int word = 0; word < lengths.length; word++) {
      lengths[word] = starts[word + 1] - starts[word];
    }
  }

  int size() {
    return counts.length;
  }

  long count(int word) {
    return counts[word];
  }

  int length(int word) {
    return lengths[word];
  }

  int symbol(int word, int position) {
    return symbols[starts[word] + position];
  }

  /** Replaces the symbols at a position and behind it by one. */
  void join(int word, int position, int merged) {
    int at = starts[word] + position;
    symbols[at] = merged;
    System.arraycopy(symbols, at + 2, symbols, at + 1, lengths[word] - position - 2);
    lengths[word]--;
  }
}
