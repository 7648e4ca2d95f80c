package dev.ember.app.inside.tokens;

import java.util.List;
import java.util.Map;

/**
 * A text in pieces.
 *
 * @param characters code points of the text
 * @param source what the model's maker says the vocabulary was learned from; empty if nothing
 */
record CutText(int characters, List<TokenPiece> pieces, Vocabulary vocabulary, String source) {
  CutText {
    pieces = List.copyOf(pieces);
  }

  /**
   * What a vocabulary was learned from, by a bundle's free facts; empty if they do not say. Of a
   * training stage they name what that stage read, long after the vocabulary was made.
   */
  static String source(Map<String, String> provenance) {
    return provenance.containsKey("stage") ? "" : provenance.getOrDefault("data", "");
  }
}
