package dev.ember.app.data;

/** Makes a chat's title from its first message. */
final class ChatTitle {
  /** Fits one line of the list on a phone; the screen shortens further where it must. */
  private static final int MAX_CODE_POINTS = 48;

  private static final String ELLIPSIS = "…";

  private ChatTitle() {}

  /** The message's beginning on one line, cut between words where it has any. */
  static String of(String message) {
    String line = message.trim().replaceAll("\\s+", " ");
    if (line.codePointCount(0, line.length()) <= MAX_CODE_POINTS) {
      return line;
    }
    int end = line.offsetByCodePoints(0, MAX_CODE_POINTS - 1);
    int space = line.lastIndexOf(' ', end);
    boolean cutsBetweenWords = space > end / 2;
    return line.substring(0, cutsBetweenWords ? space : end) + ELLIPSIS;
  }
}
