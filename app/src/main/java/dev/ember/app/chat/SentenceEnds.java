package dev.ember.app.chat;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Watches a growing text for ends of sentences and lines. To cut all of it anew takes its time of
 * each frame, and between two ends gives the same sentences.
 */
final class SentenceEnds {
  /** What a sentence may end with, and what shows that another has begun: so it is whole. */
  private static final Pattern END =
      Pattern.compile(
          "[\\n\\p{Pe}\\p{Po}&&[^,:;'\"*#/%&@\u3001\uff0c\uff1a\uff1b]].*?[\\p{L}\\p{N}]",
          Pattern.DOTALL);

  private int seen;

  /** Whether a sentence may have become whole since the last call. */
  boolean haveCome(String textSoFar) {
    Matcher end = END.matcher(textSoFar);
    boolean come = false;
    boolean found = end.find(Math.min(seen, textSoFar.length()));
    while (found) {
      come = true;
      seen = end.end();
      found = end.find();
    }
    return come;
  }
}
