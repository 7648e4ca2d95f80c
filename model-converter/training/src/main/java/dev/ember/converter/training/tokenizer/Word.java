package dev.ember.converter.training.tokenizer;

/** A distinct piece of the corpus, as it stands after the merges so far. */
final class Word {
  private final int[] symbols;
  private final long count;
  private int length;

  Word(int[] symbols, long count) {
    this.symbols = symbols;
    this.count = count;
    length = symbols.length;
  }

  /** How often the corpus has the piece. */
  long count() {
    return count;
  }

  int length() {
    return length;
  }

  int symbol(int position) {
    return symbols[position];
  }

  /** Replaces each {@code left, right}, from the left, by {@code merged}. */
  void merge(int left, int right, int merged) {
    int to = 0;
    for (int from = 0; from < length; from++) {
      boolean both = from + 1 < length && symbols[from] == left && symbols[from + 1] == right;
      symbols[to++] = both ? merged : symbols[from];
      from += both ? 1 : 0;
    }
    length = to;
  }
}
