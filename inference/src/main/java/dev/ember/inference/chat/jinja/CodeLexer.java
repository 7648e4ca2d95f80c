package dev.ember.inference.chat.jinja;

import java.util.List;
import java.util.Set;
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
  private static final Pattern STRING =
      Pattern.compile(
          "'[^'\\\\]*+(?:\\\\.[^'\\\\]*+)*+'|\"[^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+\"",
          Pattern.DOTALL);
  private static final Set<String> LONG_OPERATORS = Set.of("//", "**", "==", "!=", ">=", "<=");
  private static final String OPERATORS = "-+/*%~[](){}<>=.:|,;";
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

  /** What a token is shows in its first character, so that each is looked at in one way only. */
  private Token next() {
    char first = source.charAt(at);
    if (first >= '0' && first <= '9') {
      return number();
    }
    if (first == '\'' || first == '"') {
      Matcher string = matcher(STRING);
      if (string.lookingAt()) {
        return string(string.end());
      }
    }
    int end = nameEnd();
    if (end > at) {
      return take(Token.Type.NAME, end);
    }
    end = operatorEnd();
    if (end > at) {
      Token operator = take(Token.Type.OPERATOR, end);
      balance(operator.text());
      return operator;
    }
    throw TemplateException.at(line, "an unexpected character '" + first + "'");
  }

  private Matcher matcher(Pattern pattern) {
    return pattern.matcher(source).region(at, source.length()).useTransparentBounds(true);
  }

  private Token number() {
    Matcher number = matcher(NUMBER);
    if (!number.lookingAt()) {
      throw new AssertionError("a digit is a number");
    }
    return take(number.group(1) == null ? Token.Type.INTEGER : Token.Type.FLOAT, number.end());
  }

  /** Where a name ends: letters and underscores, and digits behind the first of them. */
  private int nameEnd() {
    int end = at;
    while (end < source.length()) {
      int character = source.codePointAt(end);
      boolean letter = character == '_' || Character.isLetter(character);
      if (!letter && (end == at || !Character.isDigit(character))) {
        break;
      }
      end += Character.charCount(character);
    }
    return end;
  }

  private int operatorEnd() {
    if (at + 1 < source.length() && LONG_OPERATORS.contains(source.substring(at, at + 2))) {
      return at + 2;
    }
    return OPERATORS.indexOf(source.charAt(at)) < 0 ? at : at + 1;
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
