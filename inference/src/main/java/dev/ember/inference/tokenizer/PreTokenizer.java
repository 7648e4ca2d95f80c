package dev.ember.inference.tokenizer;

import java.util.List;

/** Cuts text into pieces over whose borders no merge reaches. */
sealed interface PreTokenizer permits ByteLevelSplit, DigitsSplit, MetaspaceSplit, PatternSplit {

  /**
   * Adds the pieces of {@code text}, none empty, in order.
   *
   * @param part where it stands
   */
  void split(String text, TextPart part, List<String> pieces);
}
