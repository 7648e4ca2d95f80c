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

  /** Where the run of this class that begins at {@code start} ends. */
  int runEnd(String text, int start) {
    int end = start;
    while (end < text.length()) {
      int c = text.codePointAt(end);
      if (of(c) != this) {
        break;
      }
      end += Character.charCount(c);
    }
    return end;
  }
}
