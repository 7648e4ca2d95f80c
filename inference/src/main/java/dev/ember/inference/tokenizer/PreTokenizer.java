package dev.ember.inference.tokenizer;

import java.util.List;

/** Cuts text into pieces over whose borders no merge reaches. */
sealed interface PreTokenizer permits ByteLevelSplit, DigitsSplit, PatternSplit {

  /** Adds the pieces of {@code text}, none empty, in order. */
  void split(String text, List<String> pieces);
}
