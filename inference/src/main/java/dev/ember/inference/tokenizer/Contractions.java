package dev.ember.inference.tokenizer;

/** The English endings that both known splits cut off: {@code 's 't 're 've 'm 'll 'd}. */
final class Contractions {
  private static final char LONG_S = '\u017F'; // the one other letter whose capital is S

  private Contractions() {}

  /** The end of a contraction in small letters that begins at an apostrophe, or {@code start}. */
  static int end(char[] text, int start) {
    return start + length(at(text, start + 1), at(text, start + 2));
  }

  /** As {@link #end}, in letters of any case. */
  static int endOfAnyCase(char[] text, int start) {
    return start + length(small(at(text, start + 1)), small(at(text, start + 2)));
  }

  private static int length(char first, char second) {
    return switch (first) {
      case 's', 't', 'm', 'd' -> 2;
      case 'r', 'v' -> second == 'e' ? 3 : 0;
      case 'l' -> second == 'l' ? 3 : 0;
      default -> 0;
    };
  }

  private static char at(char[] text, int index) {
    return index < text.length ? text[index] : ' ';
  }

  private static char small(char c) {
    if (c >= 'A' && c <= 'Z') {
      return (char) (c - 'A' + 'a');
    }
    return c == LONG_S ? 's' : c;
  }
}
