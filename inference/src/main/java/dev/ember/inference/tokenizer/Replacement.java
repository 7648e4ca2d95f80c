package dev.ember.inference.tokenizer;

import java.util.regex.Matcher;
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
  public String apply(String text) {
    return literal
        ? text.replace(pattern, content)
        : compiled.matcher(text).replaceAll(Matcher.quoteReplacement(content));
  }

  @Override
  public String applyWithin(String text) {
    return !literal && pattern.startsWith(BEGINNING) ? text : apply(text);
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
