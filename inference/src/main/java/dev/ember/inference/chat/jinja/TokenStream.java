package dev.ember.inference.chat.jinja;

import java.util.List;

/** The tokens of a template, read one after the other. */
final class TokenStream {
  /** Brackets within brackets and blocks within blocks. */
  private static final int MAX_NESTING = 200;

  /** Operators within one tag. */
  private static final int MAX_OPERATORS = 1_000;

  private final List<Token> tokens;
  private int at;
  private int nesting;
  private int operators; // since the tag began

  TokenStream(List<Token> tokens) {
    this.tokens = tokens;
  }

  Token peek() {
    return tokens.get(at);
  }

  /** The token after the next one; the end at the end. */
  Token peekSecond() {
    return tokens.get(Math.min(at + 1, tokens.size() - 1));
  }

  Token next() {
    Token token = tokens.get(at);
    boolean begins =
        token.type() == Token.Type.BLOCK_BEGIN || token.type() == Token.Type.PRINT_BEGIN;
    operators = begins ? 0 : operators;
    at = Math.min(at + 1, tokens.size() - 1);
    return token;
  }

  boolean isOperator(String text) {
    return peek().is(Token.Type.OPERATOR, text);
  }

  boolean isName(String text) {
    return peek().is(Token.Type.NAME, text);
  }

  boolean is(Token.Type type) {
    return peek().type() == type;
  }

  boolean skipOperator(String text) {
    boolean found = isOperator(text);
    at += found ? 1 : 0;
    return found;
  }

  boolean skipName(String text) {
    boolean found = isName(text);
    at += found ? 1 : 0;
    return found;
  }

  void expectOperator(String text) {
    if (!skipOperator(text)) {
      throw unexpected("'" + text + "'");
    }
  }

  void expectName(String text) {
    if (!skipName(text)) {
      throw unexpected("'" + text + "'");
    }
  }

  Token expect(Token.Type type, String description) {
    if (!is(type)) {
      throw unexpected(description);
    }
    return next();
  }

  TemplateException unexpected(String expected) {
    return TemplateException.at(
        peek().line(), "expected " + expected + " but found '" + peek().text() + "'");
  }

  /** Goes one level deeper; the depth of a template is bounded, for it is read recursively. */
  void enter() {
    if (++nesting > MAX_NESTING) {
      throw TemplateException.at(
          peek().line(), "expected at most " + MAX_NESTING + " levels of nesting");
    }
  }

  void leave() {
    nesting--;
  }

  /** Bounds {@code a + b + c + ...} within a tag, for it is evaluated recursively. */
  void countOperator() {
    if (++operators > MAX_OPERATORS) {
      throw TemplateException.at(
          peek().line(), "expected at most " + MAX_OPERATORS + " operators in a tag");
    }
  }
}
