package dev.ember.inference.tokenizer;

import java.util.List;

/**
 * Hugging Face's {@code ByteLevel}: GPT-2's split into words, numbers, signs and spaces ({@link
 * Gpt2Words}), or none. That the pieces are then spelled in bytes is the model's part.
 */
final class ByteLevelSplit implements PreTokenizer {
  private static final WordScanner WORDS = new Gpt2Words(Gpt2Words.Digits.JOINED);

  private final boolean prefixSpace;
  private final boolean regex;

  ByteLevelSplit(boolean prefixSpace, boolean regex) {
    this.prefixSpace = prefixSpace;
    this.regex = regex;
  }

  @Override
  public void split(String text, TextPart part, List<String> pieces) {
    boolean prefixed = prefixSpace && part != TextPart.CONTINUED && !text.startsWith(" ");
    String whole = prefixed ? " " + text : text;
    if (!regex) {
      pieces.add(whole);
      return;
    }
    char[] characters = whole.toCharArray();
    for (int at = 0; at < characters.length; ) {
      int end = WORDS.end(characters, at);
      pieces.add(whole.substring(at, end));
      at = end;
    }
  }

  boolean addsPrefixSpace() {
    return prefixSpace;
  }

  boolean usesRegex() {
    return regex;
  }
}
