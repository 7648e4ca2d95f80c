package dev.ember.app.inside.tokens;

/**
 * A token as people read it.
 *
 * @param text what it stands for; of a token that holds part of a character, the whole character
 * @param hexBytes its own bytes, such as {@code "20 67"}
 * @param part which part of the character it is, from 1; 1 of 1 if it holds whole characters
 * @param special whether only a template writes it
 */
public record TokenPiece(
    int id, String text, String hexBytes, int part, int parts, boolean special) {
  private static final char SPACE = ' ';
  private static final String DOT = "·";
  private static final String NEW_LINE = "↵";

  /** Whether it holds only part of a character. */
  public boolean split() {
    return parts > 1;
  }

  /** The text with its spaces and line ends made visible, and which part of it this is. */
  public String label() {
    StringBuilder label = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      label.append(c == SPACE ? DOT : c == '\n' ? NEW_LINE : String.valueOf(c));
    }
    return split() ? label + " " + part + "/" + parts : label.toString();
  }
}
