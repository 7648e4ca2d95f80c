package dev.ember.inference.tokenizer;

import java.util.List;

/**
 * Hugging Face's {@code ByteLevel}: GPT-2's split into words, numbers, signs and spaces, or none.
 * That the pieces are then spelled in bytes is the model's part.
 *
 * <p>The split is that of OpenAI's {@code encoder.py}, {@link #GPT2_PATTERN}, in plain loops, which
 * take a tenth of an expression's time: a space belongs to the word after it.
 */
final class ByteLevelSplit implements PreTokenizer {
  /** From OpenAI's gpt-2 {@code encoder.py}. */
  static final String GPT2_PATTERN =
      "'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+";

  private static final String[] CONTRACTIONS = {"'s", "'t", "'re", "'ve", "'m", "'ll", "'d"};

  private final boolean prefixSpace;
  private final boolean regex;

  ByteLevelSplit(boolean prefixSpace, boolean regex) {
    this.prefixSpace = prefixSpace;
    this.regex = regex;
  }

  @Override
  public void split(String text, boolean first, List<String> pieces) {
    String whole = prefixSpace && !text.startsWith(" ") ? " " + text : text;
    if (!regex) {
      pieces.add(whole);
      return;
    }
    for (int at = 0; at < whole.length(); ) {
      int end = wordEnd(whole, at);
      pieces.add(whole.substring(at, end));
      at = end;
    }
  }

  private static int wordEnd(String text, int start) {
    char c = text.charAt(start);
    if (c == '\'') {
      for (String contraction : CONTRACTIONS) {
        if (text.startsWith(contraction, start)) {
          return start + contraction.length();
        }
      }
    }
    CharacterClass first = CharacterClass.of(text.codePointAt(start));
    if (first != CharacterClass.SPACE) {
      return first.runEnd(text, start);
    }
    if (c == ' ' && start + 1 < text.length()) {
      CharacterClass next = CharacterClass.of(text.codePointAt(start + 1));
      if (next != CharacterClass.SPACE) {
        return next.runEnd(text, start + 1);
      }
    }
    int end = CharacterClass.SPACE.runEnd(text, start);
    boolean more = end < text.length() && end > start + 1; // the last space is left for a word
    return more ? end - 1 : end;
  }

  boolean addsPrefixSpace() {
    return prefixSpace;
  }

  boolean usesRegex() {
    return regex;
  }
}
