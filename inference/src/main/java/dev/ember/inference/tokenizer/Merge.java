package dev.ember.inference.tokenizer;

/** Two tokens, spelled in the {@link ByteAlphabet}, that become one; earlier merges go first. */
public record Merge(String left, String right) {

  /** The spelling of the token that they become. */
  public String merged() {
    return left + right;
  }
}
