package dev.ember.inference.tokenizer;

import java.util.regex.Pattern;

/** Puts a text in the place of whatever a literal or a regular expression matches. */
public final class Replacement implements Normalization {
  /** What an expression begins with that matches at the beginning of a text alone. */
  private static final String BEGINNING = "\\A";

  private final String pattern;
  private final String content;
  private final boolean literal;
  private final Pattern compiled;

  private Replacement(String pattern, String content, boolean literal) {
    this.pattern = pattern;
    this.content = content;
    this.literal = literal;
    compiled = literal ? Pattern.compile(Pattern.quote(pattern)) : UnicodeRegex.compile(pattern);
  }

  public static Replacement literal(String text, String content) {
    return new Replacement(text, content, true);
  }

  /**
   * Replaces what an expression matches.
   *
   * @throws java.util.regex.PatternSyntaxException if the expression is not understood
   */
  public static Replacement regex(String expression, String content) {
    return new Replacement(expression, content, false);
  }

  @Override
  public String apply(String text, int limit) {
    return literal ? Growth.replace(text, pattern, content, limit) : replaceMatches(text, limit);
  }

  @Override
  public String applyWithin(String text, int limit) {
    return !literal && pattern.startsWith(BEGINNING) ? text : apply(text, limit);
  }

  private String replaceMatches(String text, int limit) {
    PatternMatches matches = new PatternMatches(compiled, text);
    StringBuilder replaced = new StringBuilder();
    int end = 0;
    while (matches.next()) {
      long length = (long) replaced.length() + matches.start() - end + content.length();
      Growth.require(length, limit);
      replaced.append(text, end, matches.start()).append(content);
      end = matches.end();
    }
    Growth.require((long) replaced.length() + text.length() - end, limit);
    return end == 0 && replaced.length() == 0
        ? text
        : replaced.append(text, end, text.length()).toString();
  }

  String pattern() {
    return pattern;
  }

  String content() {
    return content;
  }

  boolean isLiteral() {
    return literal;
  }
}
