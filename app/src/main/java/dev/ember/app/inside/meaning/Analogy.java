package dev.ember.app.inside.meaning;

import java.util.List;

/**
 * A sum of words: where does {@code from - minus + plus} lead?
 *
 * @param expected where a reader thinks that it should; empty if he does not say
 */
record Analogy(String from, String minus, String plus, String expected) {
  private static final String SEPARATOR = "\\|";

  /** From a line of a resource: {@code father|man|woman|mother}. */
  static Analogy parse(String line) {
    return of(List.of(line.split(SEPARATOR, -1)));
  }

  /** From its four {@link #words}. */
  static Analogy of(List<String> words) {
    if (words.size() != Part.values().length) {
      throw new IllegalArgumentException("expected four words but found " + words);
    }
    return new Analogy(words.get(0), words.get(1), words.get(2), words.get(3));
  }

  List<String> words() {
    return List.of(from, minus, plus, expected);
  }

  /** The places that a reader can fill. */
  enum Part {
    FROM,
    MINUS,
    PLUS,
    EXPECTED
  }

  String word(Part part) {
    return switch (part) {
      case FROM -> from;
      case MINUS -> minus;
      case PLUS -> plus;
      case EXPECTED -> expected;
    };
  }

  /** The same with another word in one place. */
  Analogy with(Part part, String word) {
    return new Analogy(
        part == Part.FROM ? word : from,
        part == Part.MINUS ? word : minus,
        part == Part.PLUS ? word : plus,
        part == Part.EXPECTED ? word : expected);
  }
}
