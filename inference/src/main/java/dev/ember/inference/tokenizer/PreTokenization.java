package dev.ember.inference.tokenizer;

import java.util.ArrayList;
import java.util.List;

/** The cuts of a tokenizer in their order, the byte-level one last. Immutable. */
public final class PreTokenization {
  private final List<PreTokenizer> steps;

  PreTokenization(List<PreTokenizer> steps) {
    this.steps = List.copyOf(steps);
  }

  /**
   * What Ember's own tokenizers use: GPT-2's words, and every digit a piece of its own, so that
   * numbers are read alike whatever their length.
   */
  public static PreTokenization wordsAndSingleDigits() {
    return new PreTokenization(List.of(new DigitsSplit(true), new ByteLevelSplit(false, true)));
  }

  /** Cuts a text into pieces, none empty. */
  public List<String> split(String text) {
    List<String> pieces = text.isEmpty() ? List.of() : List.of(text);
    for (PreTokenizer step : steps) {
      List<String> finer = new ArrayList<>();
      for (String piece : pieces) {
        step.split(piece, finer);
      }
      pieces = finer;
    }
    return pieces;
  }

  List<PreTokenizer> steps() {
    return steps;
  }
}
