package dev.ember.inference.tokenizer;

import java.io.IOException;

/** A {@code tokenizer.json}'s fault: says file, place, what was expected and what was found. */
public final class TokenizerFormatException extends IOException {
  private static final long serialVersionUID = 1L;

  private final String place;

  public TokenizerFormatException(String source, String place, String expected, String found) {
    super(source + ", " + place + ": expected " + expected + " but found " + found);
    this.place = place;
  }

  /** Where in the file, as a JSON path: {@code "$.model.merges[17]"}. */
  public String place() {
    return place;
  }
}
