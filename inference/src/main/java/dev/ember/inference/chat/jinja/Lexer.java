package dev.ember.inference.chat.jinja;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Cuts a source into text and tags with Hugging Face's settings: {@code trim_blocks} (a block or
 * comment eats one line feed after it) and {@code lstrip_blocks} (and the blanks before it on its
 * line). A {@code -} eats all white space on its side, a {@code +} none.
 */
final class Lexer {
  private static final Pattern RAW = Pattern.compile("\\{%[-+]?[ \\t\\n]*raw[ \\t\\n]*(-?)%\\}");
  private static final Pattern END_RAW =
      Pattern.compile("\\{%([-+]?)[ \\t\\n]*endraw[ \\t\\n]*([-+]?)%\\}");

  private final String source;
  private final List<Token> tokens = new ArrayList<>();
  private int at;
  private int line = 1;
  private boolean lineStarts = true; // whether the last tag ended with a line feed

  private Lexer(String source) {
    this.source = source;
  }

  static List<Token> tokens(String source) {
    String unix = source.replace("\r\n", "\n").replace('\r', '\n');
    Lexer lexer = new Lexer(unix.endsWith("\n") ? unix.substring(0, unix.length() - 1) : unix);
    lexer.run();
    return lexer.tokens;
  }

  private void run() {
    while (at < source.length()) {
      int tag = nextTag();
      if (tag < 0) {
        addData(source.substring(at));
        at = source.length();
        break;
      }
      readTag(tag);
    }
    tokens.add(new Token(Token.Type.END, "end of template", line));
  }

  private int nextTag() {
    int brace = source.indexOf('{', at);
    while (brace >= 0 && brace + 1 < source.length()) {
      if ("{%#".indexOf(source.charAt(brace + 1)) >= 0) {
        return brace;
      }
      brace = source.indexOf('{', brace + 1);
    }
    return -1;
  }

  private void readTag(int tag) {
    char kind = source.charAt(tag + 1);
    char sign = tag + 2 < source.length() ? source.charAt(tag + 2) : ' ';
    addData(before(source.substring(at, tag), sign, kind != '{'));
    line += lineFeeds(at, tag);
    at = tag;
    if (kind == '#') {
      readComment();
      return;
    }
    if (kind == '{') {
      readCode(true, sign);
      return;
    }
    Matcher raw = RAW.matcher(source).region(tag, source.length());
    if (raw.lookingAt()) {
      readRaw(raw);
    } else {
      readCode(false, sign);
    }
  }

  /** The text before a tag, with what the tag eats to its left taken away. */
  private String before(String text, char sign, boolean stripsBlanks) {
    if (sign == '-') {
      return PythonText.stripRight(text);
    }
    int lineStart = text.lastIndexOf('\n') + 1;
    boolean atLineStart = lineStart > 0 || lineStarts;
    boolean blank = PythonText.strip(text.substring(lineStart)).isEmpty();
    return stripsBlanks && sign != '+' && atLineStart && blank
        ? text.substring(0, lineStart)
        : text;
  }

  private void readComment() {
    int end = source.indexOf("#}", at + 2);
    if (end < 0 && at + 2 < source.length()) {
      throw TemplateException.at(line, "a comment {# has no end");
    }
    if (end < 0) { // Jinja misses no end where the source ends with the beginning
      moveTo(source.length());
      return;
    }
    // Of {#-#} the sign belongs to the beginning.
    char sign = end > at + 3 ? source.charAt(end - 1) : ' ';
    moveTo(end + 2);
    finishTag(sign, true);
  }

  private void readRaw(Matcher raw) {
    moveTo(raw.end());
    if (!raw.group(1).isEmpty()) {
      skipSpace();
    }
    lineStarts = false;
    Matcher end = END_RAW.matcher(source).region(at, source.length());
    if (!end.find()) {
      throw TemplateException.at(line, "a raw block has no endraw");
    }
    String left = end.group(1);
    addData(before(source.substring(at, end.start()), left.isEmpty() ? ' ' : left.charAt(0), true));
    moveTo(end.end());
    finishTag(end.group(2).isEmpty() ? ' ' : end.group(2).charAt(0), true);
  }

  private void readCode(boolean print, char sign) {
    tokens.add(new Token(print ? Token.Type.PRINT_BEGIN : Token.Type.BLOCK_BEGIN, "begin", line));
    at += sign == '-' || sign == '+' ? 3 : 2;
    CodeLexer code = new CodeLexer(source, at, line, print);
    code.run(tokens);
    at = code.position();
    line = code.line();
    finishTag(code.endSign(), !print);
  }

  /** Eats what a tag eats to its right. */
  private void finishTag(char sign, boolean trims) {
    int end = at;
    if (sign == '-') {
      skipSpace();
    } else if (trims && sign != '+' && source.startsWith("\n", at)) {
      moveTo(at + 1);
    }
    lineStarts = at > end && source.charAt(at - 1) == '\n';
  }

  private void skipSpace() {
    int end = at;
    while (end < source.length() && PythonText.isSpace(source.charAt(end))) {
      end++;
    }
    moveTo(end);
  }

  private void moveTo(int position) {
    line += lineFeeds(at, position);
    at = position;
  }

  private void addData(String text) {
    if (!text.isEmpty()) {
      tokens.add(new Token(Token.Type.DATA, text, line));
    }
  }

  private int lineFeeds(int from, int to) {
    int count = 0;
    for (int i = from; i < to; i++) {
      count += source.charAt(i) == '\n' ? 1 : 0;
    }
    return count;
  }
}
