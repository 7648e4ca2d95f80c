package dev.ember.app.chat;

import java.util.regex.Pattern;

/**
 * Whether an answer writes a number in digits, which is what a small model mixes up most: then it
 * is worth a note. Code is checked by running it, and the numbers of a list only count its points.
 */
final class StatedNumber {
  private static final Pattern FENCE = Pattern.compile(" {0,3}(?:```|~~~).*");
  private static final Pattern CODE = Pattern.compile("(?<![`\\\\])(`+)(?!`).+?(?<!`)\\1(?!`)");
  private static final Pattern POINT = Pattern.compile("^\\s*[0-9]{1,9}[.)、．](?![0-9])");

  private StatedNumber() {}

  /**
   * @param markdown as the model wrote it
   */
  static boolean isIn(String markdown) {
    boolean code = false;
    for (String line : markdown.split("\n")) {
      if (FENCE.matcher(line).matches()) {
        code = !code;
      } else if (!code && bare(line).chars().anyMatch(Character::isDigit)) {
        return true;
      }
    }
    return false;
  }

  /** Without the number of its point and its code. */
  private static String bare(String line) {
    return CODE.matcher(POINT.matcher(line).replaceFirst("")).replaceAll("");
  }
}
