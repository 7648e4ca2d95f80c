package dev.ember.inference.tokenizer;

import java.util.List;

/**
 * Hugging Face's {@code ByteLevel}: GPT-2's split into words, numbers, signs and spaces, or none.
 * That the pieces are then spelled in bytes is the model's part.
 */
final class ByteLevelSplit implements PreTokenizer {
  /** From OpenAI's gpt-2 {@code encoder.py}; a space belongs to the word after it. */
  static final String GPT2_PATTERN =
      "'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+";

  private static final PatternSplit WORDS =
      PatternSplit.regex(GPT2_PATTERN, SplitBehavior.ISOLATED, false);

  private final boolean prefixSpace;
  private final boolean regex;

  ByteLevelSplit(boolean prefixSpace, boolean regex) {
    this.prefixSpace = prefixSpace;
    this.regex = regex;
  }

  @Override
  public void split(String text, boolean first, List<String> pieces) {
    String whole = prefixSpace && !text.startsWith(" ") ? " " + text : text;
    if (regex) {
      WORDS.split(whole, first, pieces);
    } else {
      pieces.add(whole);
    }
  }

  boolean addsPrefixSpace() {
    return prefixSpace;
  }

  boolean usesRegex() {
    return regex;
  }
}
