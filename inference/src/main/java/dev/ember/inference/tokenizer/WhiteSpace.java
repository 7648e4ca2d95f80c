package dev.ember.inference.tokenizer;

/** Unicode's property White_Space, whose members all are in the first plane. */
final class WhiteSpace {
  private WhiteSpace() {}

  static boolean is(char c) {
    return (c >= '\t' && c <= '\r') || c == ' ' || c == 0x85 || Character.isSpaceChar(c);
  }
}
