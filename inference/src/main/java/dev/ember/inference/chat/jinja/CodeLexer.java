package dev.ember.inference.chat.jinja;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The tokens between the braces of one tag. */
final class CodeLexer {
  private static final Pattern NUMBER =
      Pattern.compile(
          "((?<!\\.)DIGITS(?:(?:\\.DIGITS)?[eE][+-]?DIGITS|\\.DIGITS))"
                  .replace("DIGITS", "(?:\\d++_)*\\d++")
              + "|(0[bB](?:_?[01])+|0[oO](?:_?[0-7])+|0[xX](?:_?[\\da-fA-F])+"
              + "|[1-9](?:_?\\d)*+|0(?:_?0)*+)");
  private static final Pattern NAME = Pattern.compile("[\\p{L}_][\\p{L}\\p{Nd}_]*");
  private static final Pattern STRING =
      Pattern.compile(
          "'[^'\\\\]*+(?:\\\\.[^'\\\\]*+)*+'|\"[^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+\"",
          Pattern.DOTALL);
  private static final Pattern OPERATOR =
      Pattern.compile("//|\\*\\*|==|!=|>=|<=|[-+/*%~\\[\\](){}<>=.:|,;]");
  private static final String OPENING = "([{";
  private static final String CLOSING = ")]}";

  private final String source;
  private final boolean print;
  private final StringBuilder open = new StringBuilder(); // brackets that wait for their end
  private int at;
  private int line;
  private char endSign = ' ';

  CodeLexer(String source, int at, int line, boolean print) {
    this.source = source;
    this.at = at;
    this.line = line;
    this.print = print;
  }

  /** Adds the tokens up to and with the end of the tag. */
  void run(List<Token> tokens) {
    skipSpace();
    while (!readEnd(tokens)) {
      if (at >= source.length()) {
        throw TemplateException.at(line, "a tag has no end");
      }
      tokens.add(next());
      skipSpace();
    }
  }

  int position() {
    return at;
  }

  int line() {
    return line;
  }

  /** {@code '-'}, {@code '+'} or a blank: what stood before the closing braces. */
  char endSign() {
    return endSign;
  }

  private boolean readEnd(List<Token> tokens) {
    String close = print ? "}}" : "%}";
    boolean signed =
        source.startsWith("-" + close, at) || (!print && source.startsWith("+" + close, at));
    if (open.length() > 0 || !(signed || source.startsWith(close, at))) {
      return false;
    }
    endSign = signed ? source.charAt(at) : ' ';
    at += signed ? 3 : 2;
    tokens.add(new Token(print ? Token.Type.PRINT_END : Token.Type.BLOCK_END, "end of tag", line));
    return true;
  }

  private Token next() {
    Matcher matcher = NUMBER.matcher(source).region(at, source.length()).useTransparentBounds(true);
    if (matcher.lookingAt()) {
      boolean isFloat = matcher.group(1) != null;
      return take(isFloat ? Token.Type.FLOAT : Token.Type.INTEGER, matcher.end());
    }
    matcher.usePattern(NAME);
    if (matcher.lookingAt()) {
      return take(Token.Type.NAME, matcher.end());
    }
    matcher.usePattern(STRING);
    if (matcher.lookingAt()) {
      return string(matcher.end());
    }
    matcher.usePattern(OPERATOR);
    if (matcher.lookingAt()) {
      Token operator = take(Token.Type.OPERATOR, matcher.end());
      balance(operator.text());
      return operator;
    }
    throw TemplateException.at(line, "an unexpected character '" + source.charAt(at) + "'");
  }

  private Token take(Token.Type type, int end) {
    Token token = new Token(type, source.substring(at, end), line);
    at = end;
    return token;
  }

  private Token string(int end) {
    String raw = source.substring(at + 1, end - 1);
    Token token = new Token(Token.Type.STRING, StringEscapes.decode(raw, line), line);
    at = end;
    for (int i = 0; i < raw.length(); i++) {
      line += raw.charAt(i) == '\n' ? 1 : 0;
    }
    return token;
  }

  private void balance(String operator) {
    if (OPENING.contains(operator)) {
      open.append(operator);
    } else if (CLOSING.contains(operator)) {
      int last = open.length() - 1;
      boolean matches =
          last >= 0 && OPENING.indexOf(open.charAt(last)) == CLOSING.indexOf(operator);
      if (!matches) {
        throw TemplateException.at(line, "an unexpected '" + operator + "'");
      }
      open.setLength(last);
    }
  }

  private void skipSpace() {
    while (at < source.length() && PythonText.isSpace(source.charAt(at))) {
      line += source.charAt(at) == '\n' ? 1 : 0;
      at++;
    }
  }
}
