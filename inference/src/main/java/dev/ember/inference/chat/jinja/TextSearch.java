package dev.ember.inference.chat.jinja;

/**
 * Finds a part in a text and counts what that costs. The JDK's search compares the whole part at
 * every place, which for a long run of one letter takes length times length; here only the first
 * few characters are looked for so, and each place that they are found at is paid for.
 */
final class TextSearch {
  /** Characters that are looked for everywhere; what a place can cost without being counted. */
  private static final int HEAD = 8;

  private TextSearch() {}

  /** Where the part starts at {@code from} or behind; negative if nowhere. */
  static int indexOf(Rendering rendering, String text, String part, int from) {
    String head = head(part);
    int at = text.indexOf(head, from);
    while (at >= 0 && !matches(rendering, text, part, at)) {
      at = text.indexOf(head, at + 1);
    }
    rendering.work(Math.max(0, (at < 0 ? text.length() : at) - from));
    return at;
  }

  /** Where the part starts for the last time; negative if nowhere. */
  static int lastIndexOf(Rendering rendering, String text, String part) {
    rendering.work(text.length());
    String head = head(part);
    int at = text.lastIndexOf(head);
    while (at >= 0 && !matches(rendering, text, part, at)) {
      at = text.lastIndexOf(head, at - 1);
    }
    return at;
  }

  private static String head(String part) {
    return part.length() <= HEAD ? part : part.substring(0, HEAD);
  }

  private static boolean matches(Rendering rendering, String text, String part, int at) {
    if (part.length() <= HEAD) {
      return true;
    }
    rendering.work(part.length());
    return text.startsWith(part, at);
  }
}
