package dev.ember.converter.cli.chat;

/** Takes from a model's text what would command a terminal: it may write any byte it likes. */
final class Printable {
  private Printable() {}

  /** {@code text} with each control character but line break and tab as U+FFFD. */
  static String text(String text) {
    StringBuilder safe = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      safe.append(Character.isISOControl(c) && c != '\n' && c != '\t' ? '\uFFFD' : c);
    }
    return safe.toString();
  }
}
