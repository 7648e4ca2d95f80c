package dev.ember.app.markdown;

import java.util.ArrayList;
import java.util.List;

/**
 * Finds what is to be coloured in code, in one pass without backtracking: what streams in is looked
 * through again at each frame. It knows words and signs, not grammars; what it does not know stays
 * plain.
 */
final class CodeHighlighter {
  enum Tone {
    KEYWORD,
    STRING,
    /** Numbers, and in most languages names with a capital. */
    NUMBER_OR_TYPE,
    COMMENT
  }

  /** Characters {@code start} to before {@code end}. */
  record Span(int start, int end, Tone tone) {}

  private final String code;
  private final CodeLanguage language;
  private final List<Span> spans = new ArrayList<>();
  private int at;

  private CodeHighlighter(String code, CodeLanguage language) {
    this.code = code;
    this.language = language;
  }

  static List<Span> highlight(String code, String languageName) {
    CodeHighlighter highlighter = new CodeHighlighter(code, CodeLanguage.named(languageName));
    highlighter.run();
    return highlighter.spans;
  }

  private void run() {
    while (at < code.length()) {
      if (!comment() && !string() && !number() && !word()) {
        at++;
      }
    }
  }

  private boolean comment() {
    for (String start : language.lineComments()) {
      if (code.startsWith(start, at)) {
        return add(indexOrEnd("\n", at), Tone.COMMENT);
      }
    }
    for (CodeLanguage.Pair pair : language.blockComments()) {
      if (code.startsWith(pair.open(), at)) {
        return add(after(pair.close(), at + pair.open().length()), Tone.COMMENT);
      }
    }
    return false;
  }

  private boolean string() {
    for (String quotes : language.longStrings()) {
      if (code.startsWith(quotes, at)) {
        return add(after(quotes, at + quotes.length()), Tone.STRING);
      }
    }
    char quote = code.charAt(at);
    if (language.quotes().indexOf(quote) < 0) {
      return false;
    }
    int end = at + 1;
    while (end < code.length() && code.charAt(end) != quote && code.charAt(end) != '\n') {
      end += code.charAt(end) == '\\' ? 2 : 1;
    }
    return add(Math.min(code.length(), end + 1), Tone.STRING);
  }

  private boolean number() {
    if (!isDigit(code.charAt(at))) {
      return false;
    }
    int end = at;
    while (end < code.length() && (isWord(code.charAt(end)) || code.charAt(end) == '.')) {
      end++;
    }
    return add(end, Tone.NUMBER_OR_TYPE);
  }

  private boolean word() {
    if (!isWord(code.charAt(at))) {
      return false;
    }
    int end = at;
    while (end < code.length() && isWord(code.charAt(end))) {
      end++;
    }
    String word = code.substring(at, end);
    if (language.isKeyword(word)) {
      return add(end, Tone.KEYWORD);
    }
    if (language.capitalsAreTypes() && Character.isUpperCase(word.charAt(0))) {
      return add(end, Tone.NUMBER_OR_TYPE);
    }
    at = end;
    return true;
  }

  private boolean add(int end, Tone tone) {
    spans.add(new Span(at, end, tone));
    at = end;
    return true;
  }

  private int indexOrEnd(String sign, int from) {
    int index = code.indexOf(sign, from);
    return index < 0 ? code.length() : index;
  }

  private int after(String sign, int from) {
    int index = code.indexOf(sign, from);
    return index < 0 ? code.length() : index + sign.length();
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isWord(char c) {
    return Character.isLetterOrDigit(c) || c == '_';
  }
}
