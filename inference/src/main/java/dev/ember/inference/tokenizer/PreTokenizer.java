package dev.ember.inference.tokenizer;

import java.util.List;

/** Cuts text into pieces over whose borders no merge reaches. */
sealed interface PreTokenizer permits ByteLevelSplit, DigitsSplit, MetaspaceSplit, PatternSplit {

  /**
   * Adds the pieces of {@code text}, none empty, in order.
   *
   * @param first whether it begins the whole text
   */
  void split(String text, boolean first, List<String> pieces);
}
