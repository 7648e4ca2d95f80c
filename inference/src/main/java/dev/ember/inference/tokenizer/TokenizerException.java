package dev.ember.inference.tokenizer;

/**
 * A tokenizer that cannot take a text: its steps would make it far longer, or its expression finds
 * no end in it. The fault of the tokenizer's file, found out only with the text.
 */
public final class TokenizerException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final String expected;
  private final String found;

  TokenizerException(String expected, String found) {
    super("expected " + expected + " but found " + found);
    this.expected = expected;
    this.found = found;
  }

  /** The same of a text that stands in the file itself. */
  DefinitionException at(String place) {
    DefinitionException located = new DefinitionException(place, expected, found);
    located.initCause(this);
    return located;
  }
}
