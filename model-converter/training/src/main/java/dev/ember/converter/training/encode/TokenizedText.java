package dev.ember.converter.training.encode;

import java.util.Arrays;

/** A document as tokens, with a mark on each that the model shall learn to write. */
public final class TokenizedText {
  private final int[] tokens;
  private final boolean[] scored;

  /** A document whose tokens from the second on are scored where the marks say so. */
  public TokenizedText(int[] tokens, boolean[] scored) {
    if (tokens.length != scored.length || tokens.length < 2) {
      throw new IllegalArgumentException(
          "expected at least 2 tokens and as many marks but found "
              + tokens.length
              + " and "
              + scored.length);
    }
    this.tokens = tokens;
    this.scored = scored;
  }

  /** A document of which everything is scored. */
  public static TokenizedText allScored(int[] tokens) {
    boolean[] scored = new boolean[tokens.length];
    Arrays.fill(scored, true);
    return new TokenizedText(tokens, scored);
  }

  /** Positions that it takes in a row: each token but the last is an input. */
  public int positions() {
    return tokens.length - 1;
  }

  /** Whether anything is scored where it is cut to so many positions. */
  public boolean isScoredWithin(int length) {
    for (int i = 0; i < Math.min(positions(), length); i++) {
      if (scored[i + 1]) {
        return true;
      }
    }
    return false;
  }

  public int[] tokens() {
    return tokens;
  }

  /** Whether each token shall be learned, as long as {@link #tokens}. */
  public boolean[] scored() {
    return scored;
  }
}
