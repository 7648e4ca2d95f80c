package dev.ember.inference.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.Test;

/**
 * The expressions of the published tokenizers stay far below what {@link PatternMatches} allows.
 */
public final class PatternMatchesConformanceTest {
  private static final int MARGIN = 10;
  private static final int LENGTH = 1 << 16;

  /** Runs that an expression takes whole, and such that it takes back. */
  private static final List<String> TEXTS =
      List.of(
          "a",
          "A",
          " ",
          "\n",
          " \n",
          "  \n\n",
          "\r",
          "7",
          "'s",
          "'",
          ".",
          "?!",
          "\u00e9",
          "e\u0301",
          "\u4e16",
          "\ud83d\ude42",
          "Don't stop, it's 2026!  \n\tÄrger im Büro.\r\n\r\n",
          "\u3000x");

  @Test
  public void next_publishedExpressions_lookFarLessThanTheyMay() throws IOException {
    Set<String> expressions = PortablePatternsConformanceTest.published();
    assertThat(expressions).hasSizeGreaterThanOrEqualTo(2);
    for (String expression : expressions) {
      Pattern pattern = UnicodeRegex.compile(expression);
      for (String part : TEXTS) {
        String text = part.repeat(LENGTH / part.length());
        long looks = PatternMatches.mostLooks(text.length()) / MARGIN;
        PatternMatches matches = new PatternMatches(pattern, text, looks);
        int found = 0;
        while (matches.next()) {
          found++;
        }
        assertThat(found).as(expression).isNotNegative();
      }
    }
  }
}
