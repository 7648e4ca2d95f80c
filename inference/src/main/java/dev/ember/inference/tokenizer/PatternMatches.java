package dev.ember.inference.tokenizer;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an expression of a tokenizer matches in a text, one after the other, and for a bounded time:
 * {@code a*a*a*a*a*b} would look at a hundred letters for seconds, at a thousand for days.
 *
 * <p>Trap: the bound counts the characters that the engine asks for. A JVM's asks for each; that of
 * Android (ICU) copies the text first, so there only {@link UnicodeRegex} stands against such an
 * expression, which refuses a repetition within a repetition and nothing else.
 */
final class PatternMatches {
  /** {@code PatternMatchesConformanceTest} holds real tokenizers' expressions to a tenth of it. */
  private static final long LOOKS_PER_CHARACTER = 1000;

  private static final long LEAST_LOOKS = 1_000_000;

  private final String text;
  private final Matcher matcher;

  PatternMatches(Pattern pattern, String text) {
    this(pattern, text, mostLooks(text.length()));
  }

  /**
   * @param looks at a character, that the engine may take in all
   */
  PatternMatches(Pattern pattern, String text, long looks) {
    this.text = text;
    matcher = pattern.matcher(new MeteredText(text, looks));
  }

  static long mostLooks(int length) {
    return LOOKS_PER_CHARACTER * length + LEAST_LOOKS;
  }

  /**
   * Goes to the next match.
   *
   * @throws TokenizerException if the engine does not come to an end with it
   */
  boolean next() {
    try {
      return matcher.find();
    } catch (StackOverflowError tooLong) { // the engine recurses over groups that repeat
      TokenizerException failed = tooMany(text);
      failed.initCause(tooLong);
      throw failed;
    }
  }

  int start() {
    return matcher.start();
  }

  int end() {
    return matcher.end();
  }

  private static TokenizerException tooMany(String text) {
    return new TokenizerException(
        "a text that the tokenizer's expression can cut",
        text.length() + " characters, which are too many for it");
  }

  /** A text of which so many characters may be asked for. */
  private static final class MeteredText implements CharSequence {
    private final String text;
    private long left;

    MeteredText(String text, long looks) {
      this.text = text;
      left = looks;
    }

    @Override
    public char charAt(int index) {
      if (--left < 0) {
        throw tooMany(text);
      }
      return text.charAt(index);
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return text.substring(start, end);
    }

    @Override
    public String toString() {
      return text;
    }
  }
}
