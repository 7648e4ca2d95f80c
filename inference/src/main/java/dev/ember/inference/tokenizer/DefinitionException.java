package dev.ember.inference.tokenizer;

/** Two parts of a tokenizer's definition contradict each other. */
final class DefinitionException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final String place;
  private final String expected;
  private final String found;

  DefinitionException(String place, String expected, String found) {
    super(place + ": expected " + expected + " but found " + found);
    this.place = place;
    this.expected = expected;
    this.found = found;
  }

  TokenizerFormatException in(String source) {
    return new TokenizerFormatException(source, place, expected, found);
  }
}
