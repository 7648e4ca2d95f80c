package dev.ember.inference.tokenizer;

import java.util.List;

/** Hugging Face's {@code Digits}: numbers apart from other text, digit by digit or whole. */
final class DigitsSplit implements PreTokenizer {
  private final boolean individual;
  private final PatternSplit split;

  DigitsSplit(boolean individual) {
    this.individual = individual;
    SplitBehavior behavior = individual ? SplitBehavior.ISOLATED : SplitBehavior.CONTIGUOUS;
    split = PatternSplit.regex("\\p{N}", behavior, false);
  }

  @Override
  public void split(String text, boolean first, List<String> pieces) {
    split.split(text, first, pieces);
  }

  boolean isIndividual() {
    return individual;
  }
}
