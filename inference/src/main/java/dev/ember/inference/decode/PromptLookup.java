package dev.ember.inference.decode;

/**
 * Guesses what follows a text from the text itself: what followed the same few tokens when they
 * last stood in it (prompt lookup, Saxena 2023). Good where an answer repeats its prompt, as
 * summaries, edits and code do.
 */
final class PromptLookup {
  /** Longer ends are rarer and right more often. */
  private static final int LONGEST_END = 4;

  private static final int SHORTEST_END = 2;

  private PromptLookup() {}

  /**
   * Writes {@code most} guesses of what follows {@code text[0 .. length)} to {@code into}, from
   * {@code start} on.
   *
   * @return how many: {@code most}, or 0 where the text does not repeat
   */
  static int guess(int[] text, int length, int[] into, int start, int most) {
    for (int end = LONGEST_END; end >= SHORTEST_END; end--) {
      int found = lastOccurrence(text, length, end);
      if (found >= 0) {
        for (int i = 0; i < most; i++) {
          int at = found + end + i;
          // what repeats within the guesses goes on from the guesses
          into[start + i] = at < length ? text[at] : into[start + at - length];
        }
        return most;
      }
    }
    return 0;
  }

  /** Where the last {@code end} tokens stood before, the latest place; -1 if nowhere. */
  private static int lastOccurrence(int[] text, int length, int end) {
    int tail = length - end;
    for (int at = tail - 1; at >= 0; at--) {
      int same = 0;
      while (same < end && text[at + same] == text[tail + same]) {
        same++;
      }
      if (same == end) {
        return at;
      }
    }
    return -1;
  }
}
