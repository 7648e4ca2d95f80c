package dev.ember.app.markdown;

import android.text.SpannableStringBuilder;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes the formulas out of a Markdown text before it is parsed, for their stars and underscores
 * are no emphasis, and puts them back as {@link Formula}. In between each is one private character.
 */
final class InlineFormulas {
  private static final char FIRST = '\uE000';
  private static final char LAST = '\uF8FF';

  private final StringBuilder text = new StringBuilder();
  private final List<String> formulas = new ArrayList<>();

  private InlineFormulas() {}

  static InlineFormulas takenFrom(String markdown) {
    InlineFormulas taken = new InlineFormulas();
    if (markdown.chars().anyMatch(c -> c >= FIRST && c <= LAST)) {
      taken.text.append(markdown);
      return taken;
    }
    int at = 0;
    while (at < markdown.length()) {
      at = taken.step(markdown, at);
    }
    return taken;
  }

  /** The Markdown to be parsed. */
  String text() {
    return text.toString();
  }

  private int step(String markdown, int at) {
    char c = markdown.charAt(at);
    if (c == '`') {
      return code(markdown, at);
    }
    if (markdown.startsWith("\\(", at)) {
      return take(markdown, at, 2, markdown.indexOf("\\)", at), 2);
    }
    if (markdown.startsWith("\\[", at)) {
      return take(markdown, at, 2, markdown.indexOf("\\]", at), 2);
    }
    if (markdown.startsWith("$$", at)) {
      return take(markdown, at, 2, markdown.indexOf("$$", at + 2), 2);
    }
    if (c == '\\' && at + 1 < markdown.length()) {
      text.append(c).append(markdown.charAt(at + 1));
      return at + 2;
    }
    if (c == '$') {
      return take(markdown, at, 1, closingDollar(markdown, at), 1);
    }
    text.append(c);
    return at + 1;
  }

  /** Code stays as it is, dollars and all. */
  private int code(String markdown, int at) {
    int end = at;
    while (end < markdown.length() && markdown.charAt(end) == '`') {
      end++;
    }
    String ticks = markdown.substring(at, end);
    int close = markdown.indexOf(ticks, end);
    int next = close < 0 ? end : close + ticks.length();
    text.append(markdown, at, next);
    return next;
  }

  private int take(String markdown, int at, int open, int close, int closeLength) {
    if (close < 0 || formulas.size() > LAST - FIRST) {
      text.append(markdown, at, at + open);
      return at + open;
    }
    text.append((char) (FIRST + formulas.size()));
    formulas.add(markdown.substring(at + open, close));
    return close + closeLength;
  }

  /**
   * As Pandoc has it, so that "$5 or $6" is no formula: no space behind the opening dollar nor
   * before the closing one, no digit behind that, all on one line. -1 if there is none.
   */
  private static int closingDollar(String markdown, int open) {
    int first = open + 1;
    if (first >= markdown.length() || Character.isWhitespace(markdown.charAt(first))) {
      return -1;
    }
    for (int i = first + 1; i < markdown.length() && markdown.charAt(i) != '\n'; i++) {
      boolean closes =
          markdown.charAt(i) == '$'
              && markdown.charAt(i - 1) != '\\'
              && !Character.isWhitespace(markdown.charAt(i - 1));
      if (closes) {
        boolean digitBehind =
            i + 1 < markdown.length() && Character.isDigit(markdown.charAt(i + 1));
        return digitBehind ? -1 : i;
      }
    }
    return -1;
  }

  /** Puts the formulas where their characters stand. */
  void putInto(SpannableStringBuilder drawn) {
    if (formulas.isEmpty()) {
      return;
    }
    for (int i = drawn.length() - 1; i >= 0; i--) {
      int index = drawn.charAt(i) - FIRST;
      if (index >= 0 && index < formulas.size()) {
        drawn.replace(i, i + 1, Formula.read(formulas.get(index)));
      }
    }
  }
}
