package dev.ember.inference.tokenizer;

/**
 * How long the steps of a tokenizer may make a text: thirty that replace {@code a} by {@code aa}
 * make 2^30 of one letter. A result is measured before it is made.
 */
final class Growth {
  /** The most of any real step is NFKC's: one character becomes 18. */
  private static final int MAX_FACTOR = 32;

  /** What steps may add to a text however short it is. */
  private static final int MAX_ADDED = 1 << 10;

  private Growth() {}

  /** Characters that a text of {@code length} may become. */
  static int limit(long length) {
    return (int) Math.min(Integer.MAX_VALUE, MAX_FACTOR * length + MAX_ADDED);
  }

  /**
   * Refuses a result of {@code length} characters that is more than {@code limit}.
   *
   * @throws TokenizerException if it is
   */
  static void require(long length, int limit) {
    if (length > limit) {
      throw new TokenizerException(
          "steps of the tokenizer that make a text at most " + limit + " characters long",
          "one that makes it " + length + " or longer");
    }
  }

  /** As {@link String#replace}, of which the result has at most {@code limit} characters. */
  static String replace(String text, String pattern, String content, int limit) {
    int growth = content.length() - pattern.length();
    if (growth > 0) {
      long length = text.length();
      int at = text.indexOf(pattern);
      while (at >= 0) {
        length += growth;
        require(length, limit);
        int next = at + Math.max(1, pattern.length());
        at = next > text.length() ? -1 : text.indexOf(pattern, next);
      }
    }
    return text.replace(pattern, content);
  }
}
