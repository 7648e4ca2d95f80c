package dev.ember.app.markdown;

/**
 * Where a drawn character stands in its Markdown source.
 *
 * <p>Drawing leaves characters out (marks, fences, the addresses of links) and keeps the order of
 * the others, so each is the first of its kind behind the one before. A character that drawing made
 * up, as in a formula, has the place of the one before it.
 */
final class SourceOffset {

  private SourceOffset() {}

  /**
   * @param drawn what a view shows of {@code source}
   * @param offset of a character of {@code drawn}; its length is behind the last one
   * @return the offset of the same character in {@code source}
   */
  static int of(String source, CharSequence drawn, int offset) {
    int last = Math.min(offset, drawn.length() - 1);
    return last < 0 ? 0 : ofEach(source, drawn.subSequence(0, last + 1))[last];
  }

  /** Of each drawn character; no offset is less than the one before. */
  static int[] ofEach(String source, CharSequence drawn) {
    int[] offsets = new int[drawn.length()];
    int at = 0;
    int next = 0;
    for (int i = 0; i < offsets.length; i++) {
      int found = find(source, drawn.charAt(i), next);
      if (found >= 0) {
        at = found;
        next = found + 1;
      }
      offsets[i] = at;
    }
    return offsets;
  }

  /** Code has air around it that its source has not: one further on is another's. */
  private static int find(String source, char drawn, int from) {
    if (drawn == InlineCode.AIR) {
      return from < source.length() && source.charAt(from) == drawn ? from : -1;
    }
    return source.indexOf(drawn, from);
  }
}
