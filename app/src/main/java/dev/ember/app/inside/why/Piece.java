package dev.ember.app.inside.why;

import org.jspecify.annotations.Nullable;

/**
 * What a person can point at in an answer: a token, or the tokens of one character.
 *
 * @param text as it stands in the answer; empty for the end
 * @param trace which stretch of the answer it is of
 * @param token which token of that, the first if there are several
 * @param start where it begins in the answer's text
 * @param sure how probable the model alone found it, from 0 to 1; null where nobody looked
 */
public record Piece(String text, int trace, int token, int start, @Nullable Float sure) {

  public int end() {
    return start + text.length();
  }

  /** The place where the answer ended, rather than a word. */
  public boolean isEnd() {
    return text.isEmpty();
  }

  /** Whether it is the same place of the answer, whatever is known of it. */
  boolean isAt(Piece other) {
    return trace == other.trace && token == other.token;
  }

  Piece withSure(float probability) {
    return new Piece(text, trace, token, start, probability);
  }
}
