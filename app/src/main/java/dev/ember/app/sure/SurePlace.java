package dev.ember.app.sure;

/**
 * A stretch of a text of which the model was as sure as this.
 *
 * @param end behind its last character
 * @param probability that the model alone gave it, from 0 to 1
 */
public record SurePlace(int start, int end, float probability) {

  public Sureness sureness() {
    return Sureness.of(probability);
  }
}
