package dev.ember.app.inside.tokens;

import dev.ember.app.inside.lab.CardTexts;
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
   * What a vocabulary was learned from; empty if the bundle does not say. Of a training stage the
   * free facts name what that stage read, long after the vocabulary was made: there it is what the
   * card lists for it.
   *
   * @param join between one text and the next
   */
  static String source(Map<String, String> provenance, CardTexts texts, String join) {
    return provenance.containsKey("stage")
        ? String.join(join, texts.ofVocabulary())
        : provenance.getOrDefault("data", "");
  }
}
