package dev.ember.inference.tokenizer;

/**
 * The split of OpenAI's gpt-2 {@code encoder.py}, {@link #PATTERN}, in plain loops: a space belongs
 * to the word after it.
 */
final class Gpt2Words implements WordScanner {
  static final String PATTERN =
      "'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+";

  /** What a {@link DigitsSplit} before the words makes of numbers. */
  enum Digits {
    /** Nothing: a number is a word and has its space. */
    JOINED,
    /** Each number stands alone; to the spaces before it the text ends there. */
    APART,
    /** As {@link #APART}, each digit for itself. */
    SINGLE
  }

  private final Digits digits;

  Gpt2Words(Digits digits) {
    this.digits = digits;
  }

  @Override
  public int end(char[] text, int start) {
    char c = text[start];
    if (c == '\'') {
      int end = Contractions.end(text, start);
      if (end > start) {
        return end;
      }
    }
    CharacterClass first = CharacterClass.at(text, start);
    if (first == CharacterClass.NUMBER && digits == Digits.SINGLE) {
      return start + Character.charCount(Character.codePointAt(text, start));
    }
    if (first != CharacterClass.SPACE) {
      return first.runEnd(text, start);
    }
    if (c == ' ' && start + 1 < text.length) {
      CharacterClass next = CharacterClass.at(text, start + 1);
      if (next != CharacterClass.SPACE && !endsText(next)) {
        return next.runEnd(text, start + 1);
      }
    }
    int end = CharacterClass.SPACE.runEnd(text, start);
    boolean more = end < text.length && !endsText(CharacterClass.at(text, end));
    return more && end > start + 1 ? end - 1 : end; // the last space is left for a word
  }

  private boolean endsText(CharacterClass next) {
    return next == CharacterClass.NUMBER && digits != Digits.JOINED;
  }
}
