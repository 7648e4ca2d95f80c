package dev.ember.converter.cli.chat;

import org.jline.utils.WCWidth;

/**
 * Breaks lines between words while a text streams in. A word is shown when its end is known; wide
 * characters, as Chinese has them, are words of their own.
 */
final class WordWrap {
  private static final int WIDE = 2;

  private final int width;
  private final StringBuilder word = new StringBuilder();
  private int wordColumns;
  private int spaces; // seen since the last word, not shown yet
  private int column;

  /** Lines of at most {@code width} columns; words that are longer are left to the terminal. */
  WordWrap(int width) {
    this.width = width;
  }

  /** What can be shown now that {@code delta} has come. */
  String append(String delta) {
    StringBuilder out = new StringBuilder();
    delta.codePoints().forEach(character -> take(character, out));
    return out.toString();
  }

  /** What was held back. */
  String end() {
    StringBuilder out = new StringBuilder();
    showWord(out);
    return out.toString();
  }

  private void take(int character, StringBuilder out) {
    if (character == '\n') {
      showWord(out);
      out.append('\n');
      column = 0;
      spaces = 0;
    } else if (character == ' ') {
      showWord(out);
      spaces++;
    } else {
      int columns = Math.max(0, WCWidth.wcwidth(character));
      if (columns == WIDE) {
        showWord(out);
      }
      word.appendCodePoint(character);
      wordColumns += columns;
    }
  }

  private void showWord(StringBuilder out) {
    if (word.length() == 0) {
      return;
    }
    if (column > 0 && column + spaces + wordColumns > width) {
      out.append('\n');
      column = 0;
    } else {
      out.append(" ".repeat(spaces));
      column += spaces;
    }
    out.append(word);
    column += wordColumns;
    if (column > width) {
      column %= width; // the terminal has broken the word
    }
    word.setLength(0);
    wordColumns = 0;
    spaces = 0;
  }
}
