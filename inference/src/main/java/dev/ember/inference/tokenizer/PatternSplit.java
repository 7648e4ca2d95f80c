package dev.ember.inference.tokenizer;

import dev.ember.inference.tokenizer.SplitBehavior.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Hugging Face's {@code Split}: cuts at what a regular expression or a literal text matches. */
final class PatternSplit implements PreTokenizer {
  private final String expression;
  private final boolean literal;
  private final SplitBehavior behavior;
  private final boolean inverted;
  private final Pattern pattern;

  private PatternSplit(
      String expression, boolean literal, SplitBehavior behavior, boolean inverted) {
    this.expression = expression;
    this.literal = literal;
    this.behavior = behavior;
    this.inverted = inverted;
    pattern =
        literal ? Pattern.compile(Pattern.quote(expression)) : UnicodeRegex.compile(expression);
  }

  /**
   * Splits at an expression, whose matches and gaps change roles if {@code inverted}.
   *
   * @throws java.util.regex.PatternSyntaxException if the expression is not understood
   */
  static PatternSplit regex(String expression, SplitBehavior behavior, boolean inverted) {
    return new PatternSplit(expression, false, behavior, inverted);
  }

  static PatternSplit literal(String text, SplitBehavior behavior, boolean inverted) {
    return new PatternSplit(text, true, behavior, inverted);
  }

  @Override
  public void split(String text, TextPart part, List<String> pieces) {
    for (Span span : behavior.apply(spans(text))) {
      pieces.add(text.substring(span.start(), span.end()));
    }
  }

  String expression() {
    return expression;
  }

  boolean isLiteral() {
    return literal;
  }

  SplitBehavior behavior() {
    return behavior;
  }

  /** Whether both the matches and what lies between them become pieces. */
  boolean isolates() {
    return !literal && !inverted && behavior == SplitBehavior.ISOLATED;
  }

  boolean isInverted() {
    return inverted;
  }

  private List<Span> spans(String text) {
    List<Span> spans = new ArrayList<>();
    PatternMatches matches = new PatternMatches(pattern, text);
    int end = 0;
    while (matches.next()) {
      add(spans, new Span(end, matches.start(), inverted));
      add(spans, new Span(matches.start(), matches.end(), !inverted));
      end = matches.end();
    }
    add(spans, new Span(end, text.length(), inverted));
    return spans;
  }

  private static void add(List<Span> spans, Span span) {
    if (span.start() < span.end()) {
      spans.add(span);
    }
  }
}
