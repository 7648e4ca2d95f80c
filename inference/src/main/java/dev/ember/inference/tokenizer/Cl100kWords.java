package dev.ember.inference.tokenizer;

import org.jspecify.annotations.Nullable;

/**
 * The split that OpenAI's {@code cl100k_base} began and Llama 3 and Qwen took over, in plain loops.
 * Against GPT-2's: a sign or a space of any kind joins the letters after it, numbers stand without
 * their space and in few digits, and line feeds end a piece.
 */
final class Cl100kWords implements WordScanner {
  private static final String BEFORE_NUMBERS =
      "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|";
  private static final String AFTER_NUMBERS =
      "| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+";

  /** Qwen 2 and 3: a digit is a piece. */
  static final String SINGLE_DIGITS = BEFORE_NUMBERS + "\\p{N}" + AFTER_NUMBERS;

  /** Llama 3: three digits at most. */
  static final String THREE_DIGITS = BEFORE_NUMBERS + "\\p{N}{1,3}" + AFTER_NUMBERS;

  private final int mostDigits;

  private Cl100kWords(int mostDigits) {
    this.mostDigits = mostDigits;
  }

  /** The loops of an expression, or null if it is none of the two. */
  static @Nullable Cl100kWords of(String expression) {
    return switch (expression) {
      case SINGLE_DIGITS -> new Cl100kWords(1);
      case THREE_DIGITS -> new Cl100kWords(3);
      default -> null;
    };
  }

  @Override
  public int end(char[] text, int start) {
    char c = text[start];
    if (c == '\'') {
      int end = Contractions.endOfAnyCase(text, start);
      if (end > start) {
        return end;
      }
    }
    CharacterClass first = CharacterClass.at(text, start);
    return switch (first) {
      case LETTER -> first.runEnd(text, start);
      case NUMBER -> numberEnd(text, start);
      case OTHER -> {
        int next = start + Character.charCount(Character.codePointAt(text, start));
        yield isLetter(text, next)
            ? CharacterClass.LETTER.runEnd(text, next)
            : signsEnd(text, start);
      }
      case SPACE -> spaceEnd(text, start);
    };
  }

  private int numberEnd(char[] text, int start) {
    int end = start;
    for (int i = 0; i < mostDigits && end < text.length; i++) {
      if (CharacterClass.at(text, end) != CharacterClass.NUMBER) {
        break;
      }
      end += Character.charCount(Character.codePointAt(text, end));
    }
    return end;
  }

  private static int signsEnd(char[] text, int start) {
    int end = CharacterClass.OTHER.runEnd(text, start);
    while (end < text.length && isLineEnd(text[end])) {
      end++;
    }
    return end;
  }

  private static int spaceEnd(char[] text, int start) {
    if (!isLineEnd(text[start]) && isLetter(text, start + 1)) {
      return CharacterClass.LETTER.runEnd(text, start + 1);
    }
    boolean signs =
        start + 1 < text.length && CharacterClass.at(text, start + 1) == CharacterClass.OTHER;
    if (text[start] == ' ' && signs) {
      return signsEnd(text, start + 1);
    }
    int end = CharacterClass.SPACE.runEnd(text, start);
    for (int last = end - 1; last >= start; last--) {
      if (isLineEnd(text[last])) {
        return last + 1; // \s*[\r\n]+ gives back what follows the last line end
      }
    }
    return end < text.length && end > start + 1 ? end - 1 : end;
  }

  private static boolean isLetter(char[] text, int at) {
    return at < text.length && CharacterClass.at(text, at) == CharacterClass.LETTER;
  }

  private static boolean isLineEnd(char c) {
    return c == '\r' || c == '\n';
  }
}
