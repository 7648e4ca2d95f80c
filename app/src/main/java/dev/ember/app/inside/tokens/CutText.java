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
   * @param texts each in the maker's words; none if none are named
   * @param ofVocabulary whether the vocabulary was learned from them; else the model was, which may
   *     have got its vocabulary from elsewhere
   */
  record Source(List<String> texts, boolean ofVocabulary) {
    Source {
      texts = List.copyOf(texts);
    }

    /**
     * What a bundle says. Of a training stage the free facts name what that stage read, long after
     * the vocabulary was made: there it is what the card lists for it.
     */
    static Source of(Map<String, String> provenance, CardTexts texts) {
      if (provenance.containsKey("stage")) {
        return new Source(texts.ofVocabulary(), true);
      }
      String data = provenance.getOrDefault("data", "");
      return new Source(data.isEmpty() ? List.of() : List.of(data), false);
    }
  }
}
