package dev.ember.inference.tokenizer;

/** The four classes of characters by which words are cut. */
enum CharacterClass {
  LETTER,
  NUMBER,
  SPACE,
  OTHER;

  private static final int ASCII = 128;
  private static final CharacterClass[] OF_ASCII = new CharacterClass[ASCII];

  static {
    for (int c = 0; c < ASCII; c++) {
      OF_ASCII[c] = byType(c);
    }
  }

  static CharacterClass of(int codePoint) {
    return codePoint < ASCII ? OF_ASCII[codePoint] : byType(codePoint);
  }

  private static CharacterClass byType(int codePoint) {
    if (codePoint <= Character.MAX_VALUE && WhiteSpace.is((char) codePoint)) {
      return SPACE;
    }
    return switch (Character.getType(codePoint)) {
      case Character.UPPERCASE_LETTER,
          Character.LOWERCASE_LETTER,
          Character.TITLECASE_LETTER,
          Character.MODIFIER_LETTER,
          Character.OTHER_LETTER ->
          LETTER;
      case Character.DECIMAL_DIGIT_NUMBER, Character.LETTER_NUMBER, Character.OTHER_NUMBER ->
          NUMBER;
      default -> OTHER;
    };
  }

  /** The class of the character at an index of well-formed UTF-16. */
  static CharacterClass at(char[] text, int index) {
    char c = text[index];
    return c < ASCII ? OF_ASCII[c] : byType(Character.codePointAt(text, index));
  }

  /** Where the run of this class that begins at {@code start} ends. */
  int runEnd(char[] text, int start) {
    int end = start;
    while (end < text.length) {
      char c = text[end];
      if (c < ASCII) {
        if (OF_ASCII[c] != this) {
          break;
        }
        end++;
        continue;
      }
      int codePoint = Character.codePointAt(text, end);
      if (byType(codePoint) != this) {
        break;
      }
      end += Character.charCount(codePoint);
    }
    return end;
  }
}
