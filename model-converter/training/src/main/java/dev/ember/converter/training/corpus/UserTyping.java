package dev.ember.converter.training.corpus;

import java.util.Locale;
import java.util.SplittableRandom;

/**
 * How people type: the same words with and without capitals and a last full stop. A small model
 * does not learn by itself that "hi", "Hi" and "Hi." are one greeting, for their tokens differ.
 */
final class UserTyping {
  /** One text in so many loses its capitals. */
  private static final int LOWER_ONE_IN = 4;

  /** One text in so many loses its last mark. */
  private static final int BARE_ONE_IN = 4;

  private static final String LAST_MARKS = ".?!。？！";

  private UserTyping() {}

  /** The text as it is, or in lower case, or without its last mark, or both. */
  static String vary(String text, SplittableRandom random) {
    String varied = random.nextInt(LOWER_ONE_IN) == 0 ? text.toLowerCase(Locale.ROOT) : text;
    return random.nextInt(BARE_ONE_IN) == 0 ? withoutLastMark(varied) : varied;
  }

  private static String withoutLastMark(String text) {
    int last = text.length() - 1;
    return last > 0 && LAST_MARKS.indexOf(text.charAt(last)) >= 0 ? text.substring(0, last) : text;
  }
}
