package dev.ember.inference.chat.jinja;

import java.util.List;
import java.util.Locale;

/** Python's view of letters: what {@code str.isalpha} and its kin say, and changes of case. */
final class Letters {
  /** The methods of {@code str} that only look. */
  static final List<String> TESTS =
      List.of(
          "isalnum",
          "isalpha",
          "isascii",
          "isdecimal",
          "isdigit",
          "isidentifier",
          "islower",
          "isnumeric",
          "isprintable",
          "isspace",
          "istitle",
          "isupper");

  private static final int LAST_ASCII = 0x7F;

  private Letters() {}

  static boolean test(String text, String method) {
    return switch (method) {
      case "isascii" -> text.chars().allMatch(c -> c <= LAST_ASCII);
      case "isprintable" -> text.codePoints().allMatch(Printer::isPrintable);
      case "isupper" -> hasOneCase(text, true);
      case "islower" -> hasOneCase(text, false);
      case "istitle" -> isTitle(text);
      case "isidentifier" -> isIdentifier(text);
      default -> !text.isEmpty() && text.codePoints().allMatch(c -> is(c, method));
    };
  }

  private static boolean is(int c, String method) {
    return switch (method) {
      case "isalpha" -> Character.isLetter(c);
      case "isdecimal" -> isDecimal(c);
      case "isdigit" -> isDecimal(c) || isDigit(c);
      case "isnumeric" -> isNumeric(c);
      case "isspace" -> PythonText.isSpace(c);
      default -> isAlphanumeric(c);
    };
  }

  static boolean isAlphanumeric(int c) {
    return Character.isLetter(c) || isNumeric(c);
  }

  private static boolean isDecimal(int c) {
    return Character.getType(c) == Character.DECIMAL_DIGIT_NUMBER;
  }

  /** Superscripts, subscripts and circled digits: digits that stand for one decimal place. */
  private static boolean isDigit(int c) {
    return c == 0xB2
        || c == 0xB3
        || c == 0xB9
        || c == 0x2070
        || (c >= 0x2074 && c <= 0x2079)
        || (c >= 0x2080 && c <= 0x2089)
        || (c >= 0x2460 && c <= 0x2468);
  }

  private static boolean isNumeric(int c) {
    return switch (Character.getType(c)) {
      case Character.DECIMAL_DIGIT_NUMBER, Character.LETTER_NUMBER, Character.OTHER_NUMBER -> true;
      default -> "一二三四五六七八九十百千万億".indexOf(c) >= 0;
    };
  }

  private static boolean hasOneCase(String text, boolean upper) {
    boolean cased = false;
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      boolean other = upper ? Character.isLowerCase(c) : Character.isUpperCase(c);
      if (other || Character.isTitleCase(c)) {
        return false;
      }
      cased = cased || Character.isUpperCase(c) || Character.isLowerCase(c);
    }
    return cased;
  }

  private static boolean isTitle(String text) {
    boolean cased = false;
    boolean after = false; // after a letter with case
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      boolean capital = Character.isUpperCase(c) || Character.isTitleCase(c);
      boolean small = Character.isLowerCase(c);
      if ((capital && after) || (small && !after)) {
        return false;
      }
      after = capital || small;
      cased = cased || after;
    }
    return cased;
  }

  private static boolean isIdentifier(String text) {
    if (text.isEmpty()) {
      return false;
    }
    int first = text.codePointAt(0);
    boolean starts = first == '_' || Character.isUnicodeIdentifierStart(first);
    return starts
        && text.codePoints()
            .allMatch(c -> c == '_' || (Character.isUnicodeIdentifierPart(c) && c > ' '));
  }

  /** {@code str.title}: a capital after everything that is no letter with case. */
  static String title(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    boolean sameLength = lower.length() == text.length();
    StringBuilder title = new StringBuilder();
    boolean inWord = false;
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      int small = sameLength ? lower.codePointAt(i) : Character.toLowerCase(c);
      i += Character.charCount(c);
      title.appendCodePoint(inWord ? small : Character.toTitleCase(c));
      inWord = Character.isUpperCase(c) || Character.isLowerCase(c) || Character.isTitleCase(c);
    }
    return title.toString();
  }

  static String swapCase(String text) {
    StringBuilder swapped = new StringBuilder();
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      String one = new String(Character.toChars(c));
      i += Character.charCount(c);
      swapped.append(
          Character.isUpperCase(c)
              ? one.toLowerCase(Locale.ROOT)
              : Character.isLowerCase(c) ? one.toUpperCase(Locale.ROOT) : one);
    }
    return swapped.toString();
  }

  /** {@code str.casefold}: each letter by way of its capital, so that ß is ss and ς is σ. */
  static String foldCase(String text) {
    StringBuilder folded = new StringBuilder();
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      String capital = new String(Character.toChars(c)).toUpperCase(Locale.ROOT);
      for (int k = 0; k < capital.length(); ) {
        int one = capital.codePointAt(k);
        k += Character.charCount(one);
        folded.append(new String(Character.toChars(one)).toLowerCase(Locale.ROOT));
      }
    }
    return folded.toString();
  }
}
