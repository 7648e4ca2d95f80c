package dev.ember.converter.cli.bench;

import dev.ember.inference.tokenizer.Tokenizer;
import java.util.OptionalInt;

/** Makes no text of any token: what is measured is the model, and its tokens may mean nothing. */
final class SilentTokenizer implements Tokenizer {
  private static final byte[] NOTHING = {};

  private final int vocabularySize;

  SilentTokenizer(int vocabularySize) {
    this.vocabularySize = vocabularySize;
  }

  @Override
  public int vocabularySize() {
    return vocabularySize;
  }

  @Override
  public int[] encode(String text) {
    return new int[0];
  }

  @Override
  public int[] encodeWithSpecialTokens(String text) {
    return new int[0];
  }

  @Override
  public byte[] bytes(int token) {
    return NOTHING;
  }

  @Override
  public boolean isSpecial(int token) {
    return false;
  }

  @Override
  public OptionalInt idOf(String content) {
    return OptionalInt.empty();
  }

  @Override
  public String decode(int[] tokens, int count) {
    return "";
  }
}
