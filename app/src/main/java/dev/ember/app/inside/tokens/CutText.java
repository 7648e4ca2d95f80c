package dev.ember.app.inside.tokens;

import dev.ember.app.inside.lab.CardTexts;
import java.util.List;
import java.util.Map;

/**
 * A text in pieces.
 *
 * @param characters code points of the text
 */
record CutText(int characters, List<TokenPiece> pieces, Vocabulary vocabulary, Source source) {
  CutText {
    pieces = List.copyOf(pieces);
  }

  /**
   * Texts that a model's maker names.
   *
   * @param texts in the maker's words; empty if none are named
   * @param ofVocabulary whether the vocabulary was learned from them; else the model was, which may
   *     have got its vocabulary from elsewhere
   */
  record Source(String texts, boolean ofVocabulary) {

    /**
     * What a bundle says. Of a training stage the free facts name what that stage read, long after
     * the vocabulary was made: there it is what the card lists for it.
     *
     * @param join between one text and the next
     */
    static Source of(Map<String, String> provenance, CardTexts texts, String join) {
      return provenance.containsKey("stage")
          ? new Source(String.join(join, texts.ofVocabulary()), true)
          : new Source(provenance.getOrDefault("data", ""), false);
    }
  }
}
