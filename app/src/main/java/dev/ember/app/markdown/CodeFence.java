package dev.ember.app.markdown;

/**
 * What a fenced block holds.
 *
 * @param language as the fence names it; empty if it does not
 * @param code without the fences and without the last line's end
 * @param closed whether the closing fence is there
 */
record CodeFence(String language, String code, boolean closed) {

  static CodeFence of(String source) {
    int firstEnd = source.indexOf('\n');
    String head = (firstEnd < 0 ? source : source.substring(0, firstEnd)).trim();
    String fence = head.substring(0, runLength(head));
    String info = head.substring(fence.length()).trim();
    int space = info.indexOf(' ');
    String language = space < 0 ? info : info.substring(0, space);
    String body = firstEnd < 0 ? "" : source.substring(firstEnd + 1);
    String trimmed = body.replaceAll("[\\r\\n]+$", "");
    int lastStart = trimmed.lastIndexOf('\n') + 1;
    boolean closed = isClosing(trimmed.substring(lastStart).trim(), fence);
    String code = closed ? trimmed.substring(0, Math.max(0, lastStart - 1)) : trimmed;
    return new CodeFence(language, code, closed);
  }

  private static boolean isClosing(String line, String fence) {
    return line.startsWith(fence) && runLength(line) == line.length();
  }

  /** How often the first character stands at the beginning. */
  private static int runLength(String line) {
    int length = 0;
    while (length < line.length() && line.charAt(length) == line.charAt(0)) {
      length++;
    }
    return length;
  }
}
