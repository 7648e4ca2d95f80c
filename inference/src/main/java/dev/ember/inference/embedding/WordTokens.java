package dev.ember.inference.embedding;

import dev.ember.inference.tokenizer.Tokenizer;

/**
 * The tokens of a word as it stands within a text: most vocabularies know {@code " mother"} with
 * its space, and only pieces of {@code "mother"} without.
 */
public final class WordTokens {

  private WordTokens() {}

  /**
   * The shorter of the two ways; within a text a word has a space before it, so that one if both
   * are as long.
   *
   * @throws IllegalArgumentException if the word is blank
   */
  public static int[] of(String word, Tokenizer tokenizer) {
    String bare = word.trim();
    if (bare.isEmpty()) {
      throw new IllegalArgumentException("expected a word but found \"" + word + "\"");
    }
    int[] spaced = tokenizer.encodeWithin(" " + bare);
    int[] begun = tokenizer.encodeWithin(bare);
    return begun.length < spaced.length ? begun : spaced;
  }
}
