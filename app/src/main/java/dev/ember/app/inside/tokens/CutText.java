package dev.ember.app.inside.tokens;

import java.util.List;

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
}
